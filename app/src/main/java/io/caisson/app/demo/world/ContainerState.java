package io.caisson.app.demo.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What changes of a container; replaced as a whole.
 *
 * @param pid 0 while there is no process
 * @param endpoints by network name
 * @param ends how many runs have ended; who waits for the next end compares it
 */
public record ContainerState(
        String name,
        Status status,
        int pid,
        int exitCode,
        Instant startedAt,
        Instant finishedAt,
        Map<String, Endpoint> endpoints,
        long ends) {
    /** The moment that stands for never. */
    public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    public ContainerState {
        endpoints = new LinkedHashMap<>(endpoints);
    }

    static ContainerState created(String name, Map<String, Endpoint> endpoints) {
        return new ContainerState(name, Status.CREATED, 0, 0, NEVER, NEVER, endpoints, 0);
    }

    ContainerState withName(String other) {
        return new ContainerState(other, status, pid, exitCode, startedAt, finishedAt, endpoints, ends);
    }

    ContainerState withStatus(Status other) {
        return new ContainerState(name, other, pid, exitCode, startedAt, finishedAt, endpoints, ends);
    }

    ContainerState withEndpoints(Map<String, Endpoint> others) {
        return new ContainerState(name, status, pid, exitCode, startedAt, finishedAt, others, ends);
    }

    ContainerState withEndpoint(String network, Endpoint endpoint) {
        Map<String, Endpoint> others = new LinkedHashMap<>(endpoints);
        others.put(network, endpoint);
        return withEndpoints(others);
    }

    ContainerState running(int newPid, Instant now) {
        return new ContainerState(name, Status.RUNNING, newPid, 0, now, finishedAt, endpoints, ends);
    }

    ContainerState exited(int code, Instant now) {
        return new ContainerState(name, Status.EXITED, 0, code, startedAt, now, endpoints, ends + 1);
    }

    /** A container whose process could not be started keeps its status, and has an exit code. */
    ContainerState notStarted(int code) {
        return new ContainerState(name, status, 0, code, startedAt, finishedAt, endpoints, ends + 1);
    }
}
