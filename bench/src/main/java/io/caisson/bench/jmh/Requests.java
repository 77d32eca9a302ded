package io.caisson.bench.jmh;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests as clients really send them, and a policy that allows them all. */
public final class Requests {
    /** What the docker CLI 28 sends for {@code docker ps}. */
    public static final String LIST = head("GET /v1.51/containers/json HTTP/1.1");

    /** The docker CLI's first call. */
    public static final String PING = head("HEAD /_ping HTTP/1.1");

    /** {@code docker ps --filter label=a=b}, whose query is decoded and written anew. */
    public static final String FILTERED =
            head("GET /v1.51/containers/json?all=1&filters=%7B%22label%22%3A%7B%22a%3Db%22%3Atrue%7D%7D HTTP/1.1");

    /** {@code docker inspect web-1}: a path argument. */
    public static final String INSPECT = head("GET /v1.51/containers/web-1/json HTTP/1.1");

    /** The head of {@code docker create}; the body follows it. */
    public static final String CREATE = head(
            "POST /v1.51/containers/create?name=web-1 HTTP/1.1",
            "Content-Length: 1523",
            "Content-Type: application/json");

    private Requests() {}

    private static String head(String requestLine, String... more) {
        List<String> lines = new ArrayList<>(
                List.of(requestLine, "Host: api.moby.localhost", "User-Agent: Docker-Client/28.2.2 (linux)"));
        lines.addAll(List.of(more));
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** All of the above. */
    public static List<String> all() {
        return List.of(LIST, PING, FILTERED, INSPECT, CREATE);
    }

    /** The request's bytes. */
    public static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /** A policy with a verdict of its own for each operation, as compiled from section variables. */
    public static Policy policy() {
        return Policy.compile("environment", true, Requests::verdict);
    }

    private static Policy.Verdict verdict(Operation operation) {
        return operation.path().startsWith("/images")
                ? new Policy.Verdict.Refused("default", "set IMAGES=1")
                : new Policy.Verdict.Allowed("CONTAINERS=1");
    }
}
