package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.Program;
import io.caisson.app.demo.process.Programs;
import io.caisson.app.demo.process.Service;
import io.caisson.app.demo.process.Signal;
import io.caisson.app.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs of containers: start, stop, kill, pause. Those methods that wait take the world's lock themselves. */
public final class Runs {
    private static final int COMMAND_NOT_FOUND = 127;
    private static final int FIRST_PID = 1200;
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final World world;
    private final Ports ports;
    private int lastPid = FIRST_PID;

    Runs(World world) {
        this.world = world;
        this.ports = new Ports(world);
    }

    /** The published ports. */
    public Ports ports() {
        return ports;
    }

    int nextPid() {
        return ++lastPid;
    }

    /**
     * Starts a container.
     *
     * @return false when it runs already
     */
    public boolean start(Container container) {
        ContainerState state = container.state();
        if (state.status() == Status.PAUSED) {
            throw ApiFault.conflict("cannot start a paused container, try unpause instead");
        }
        if (state.status() == Status.RUNNING) {
            return false;
        }
        for (String network : state.endpoints().keySet()) {
            if (world.networks().lookUp(network) == null) {
                throw ApiFault.notFound("failed to set up container networking: network " + network + " not found");
            }
        }
        ports.refuseTaken(container);
        List<String> command = container.spec().command();
        Program program = Programs.find(command);
        if (program == null) {
            notFound(container);
            throw ApiFault.badRequest("failed to create task for container: failed to create shim task: OCI runtime"
                    + " create failed: runc create failed: unable to start container process: exec: \""
                    + command.getFirst() + "\": executable file not found in $PATH");
        }
        run(container, program, world.now());
        return true;
    }

    /** Makes a container one that has run a service since a given moment, and has its log. */
    void resume(Container container, Instant startedAt, int logLines) {
        Program program = Programs.find(container.spec().command());
        if (program instanceof Service service) {
            run(container, service.since(startedAt, world.now(), logLines, container.log()), startedAt);
        }
    }

    private void run(Container container, Program program, Instant startedAt) {
        for (String network : List.copyOf(container.state().endpoints().keySet())) {
            world.networks().join(container, network);
        }
        container.become(container.state().running(nextPid(), startedAt));
        container.runs(DemoProcess.start(
                program, Environment.of(container), container.stdio(), code -> ended(container, code)));
        world.containers().publish(container, "start", Map.of());
    }

    private void notFound(Container container) {
        container.stdio().close();
        container.rests();
        container.become(container.state().notStarted(COMMAND_NOT_FOUND));
        if (autoRemove(container)) {
            world.containers().remove(container, true);
        }
    }

    private static boolean autoRemove(Container container) {
        return container.spec().hostConfig().flag("AutoRemove");
    }

    /** The process of a container has ended; called on its thread. */
    private void ended(Container container, int code) {
        world.locked(() -> {
            for (String network : List.copyOf(container.state().endpoints().keySet())) {
                world.networks().leave(container, network);
            }
            Instant now = world.now();
            long seconds = Duration.between(container.state().startedAt(), now).toSeconds();
            container.become(container.state().exited(code, now));
            container.rests();
            world.execs().end(container);
            world.containers()
                    .publish(
                            container,
                            "die",
                            Map.of("execDuration", Long.toString(seconds), "exitCode", Integer.toString(code)));
            if (autoRemove(container)) {
                world.containers().remove(container, true);
            }
        });
    }

    /**
     * Stops a container: a polite signal, and after a while a kill.
     *
     * @param seconds how long to wait between the two; negative for ever, null for the default
     * @return false when it does not run
     */
    public boolean stop(Container container, @Nullable Integer seconds) throws InterruptedException {
        long ends = world.locked(() -> {
            if (container.state().status().alive()) {
                deliver(container, Signal.TERMINATE);
                return container.state().ends();
            }
            return -1L;
        });
        if (ends < 0) {
            return false;
        }
        Duration wait = seconds == null ? STOP_WAIT : Duration.ofSeconds(seconds < 0 ? Integer.MAX_VALUE : seconds);
        if (!world.await(() -> container.state().ends() > ends, wait.toNanos())) {
            world.locked(() -> deliver(container, Signal.KILL));
            world.await(() -> container.state().ends() > ends);
        }
        world.locked(() -> world.containers().publish(container, "stop", Map.of()));
        return true;
    }

    /** Stops a container if it runs, and starts it. */
    public void restart(Container container, @Nullable Integer seconds) throws InterruptedException {
        stop(container, seconds);
        world.locked(() -> {
            start(container);
            world.containers().publish(container, "restart", Map.of());
        });
    }

    /** Sends a signal; waits for the end if it is a kill. */
    public void kill(Container container, int signal) throws InterruptedException {
        long ends = world.locked(() -> {
            if (!container.state().status().alive()) {
                throw ApiFault.conflict("container " + container.id() + " is not running");
            }
            deliver(container, signal);
            return container.state().ends();
        });
        if (signal == Signal.KILL) {
            world.await(() -> container.state().ends() > ends);
        }
    }

    private void deliver(Container container, int signal) {
        world.containers().publish(container, "kill", Map.of("signal", Integer.toString(signal)));
        DemoProcess process = container.process();
        if (process != null) {
            process.signal(signal);
        }
    }

    public void pause(Container container) {
        DemoProcess process = running(container);
        if (container.state().status() == Status.PAUSED) {
            throw ApiFault.conflict("Container " + container.id() + " is already paused");
        }
        process.pause(true);
        container.become(container.state().withStatus(Status.PAUSED));
        world.containers().publish(container, "pause", Map.of());
    }

    public void unpause(Container container) {
        if (container.state().status() != Status.PAUSED) {
            throw ApiFault.internal("Container " + container.id() + " is not paused");
        }
        running(container).pause(false);
        container.become(container.state().withStatus(Status.RUNNING));
        world.containers().publish(container, "unpause", Map.of());
    }

    /** The process of a container, or the engine's refusal when there is none. */
    public DemoProcess running(Container container) {
        DemoProcess process = container.process();
        if (process == null) {
            throw ApiFault.conflict("container " + container.id() + " is not running");
        }
        return process;
    }

    /** Changes limits of a container. */
    public void update(Container container, JsonObject limits) {
        limits.members().forEach((name, value) -> {
            if (value != null) {
                container.spec().hostConfig().put(name, value);
            }
        });
        world.containers().publish(container, "update", Map.of());
    }
}
