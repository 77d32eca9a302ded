package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.Program;
import io.caisson.app.demo.process.Programs;
import io.caisson.app.demo.process.Signal;
import io.caisson.app.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes that clients add to containers. Guarded by the world's lock. */
public final class Execs {
    private static final int COMMAND_NOT_FOUND = 127;
    private static final int KILLED = 137;

    private final World world;
    private final Map<String, Exec> byId = new LinkedHashMap<>();

    Execs(World world) {
        this.world = world;
    }

    /** An exec, or the engine's 404. */
    public Exec find(String id) {
        Exec exec = byId.get(id);
        if (exec == null) {
            throw ApiFault.notFound("No such exec instance: " + id);
        }
        return exec;
    }

    /** The ids of the execs that run in a container. */
    public List<String> running(Container container) {
        return byId.values().stream()
                .filter(exec -> exec.container() == container && exec.running())
                .map(Exec::id)
                .toList();
    }

    /** Prepares a process in a container that runs. */
    public Exec create(Container container, String reference, JsonObject config) {
        if (config.texts("Cmd").isEmpty()) {
            throw ApiFault.badRequest("No exec command specified");
        }
        if (container.state().status() == Status.PAUSED) {
            throw ApiFault.conflict("Container " + reference + " is paused, unpause the container before exec");
        }
        var _ = world.containers().runs().running(container);
        if (byId.size() >= Bounds.EXECS_MAX) {
            // The oldest that have ended make room.
            byId.values().removeIf(exec -> !exec.running());
        }
        World.bound(byId.size(), Bounds.EXECS_MAX, "execs");
        Exec exec = new Exec(Ids.random(), container, config);
        byId.put(exec.id(), exec);
        publish(exec, "exec_create: " + words(exec), Map.of());
        return exec;
    }

    /**
     * Claims the one start that an exec has; {@link #run} follows.
     *
     * @throws ApiFault 409 when it was started before, or the container does not run
     */
    public void begin(Exec exec) {
        if (exec.started()) {
            throw ApiFault.conflict(
                    "exec command " + exec.id() + (exec.running() ? " is already running" : " has already run"));
        }
        var _ = world.containers().runs().running(exec.container());
        exec.begins(world.containers().runs().nextPid());
        publish(exec, "exec_start: " + words(exec), Map.of());
    }

    /** Runs the process. A command that is not there says so in its output and has the exit code 127. */
    public void run(Exec exec) {
        if (!exec.container().state().status().alive()) {
            exec.stdio().close();
            ended(exec, KILLED);
            return;
        }
        List<String> command = exec.config().texts("Cmd");
        Program program = Programs.find(command);
        Program run = program != null ? program : Programs.missing(command.getFirst(), COMMAND_NOT_FOUND);
        exec.runs(DemoProcess.start(
                run,
                Environment.of(exec.container(), exec.config()),
                exec.stdio(),
                code -> world.locked(() -> ended(exec, code))));
    }

    private void ended(Exec exec, int code) {
        exec.ends(code);
        publish(exec, "exec_die", Map.of("exitCode", Integer.toString(code)));
    }

    /** Kills what still runs in a container whose process has ended. */
    void end(Container container) {
        for (Exec exec : byId.values()) {
            DemoProcess process = exec.process();
            if (exec.container() == container && process != null) {
                process.signal(Signal.KILL);
            }
        }
    }

    void forget(Container container) {
        byId.values().removeIf(exec -> exec.container() == container);
    }

    private static String words(Exec exec) {
        List<String> command = exec.config().texts("Cmd");
        return command.getFirst() + " " + String.join(" ", command.subList(1, command.size()));
    }

    private void publish(Exec exec, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(more);
        attributes.put("execID", exec.id());
        world.containers().publish(exec.container(), action, attributes);
    }
}
