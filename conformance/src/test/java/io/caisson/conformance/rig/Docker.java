package io.caisson.conformance.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The docker command line that belongs to the engine of this run, pointed at one address. */
public final class Docker {
    private final Engine engine;
    private final Map<String, String> environment;

    Docker(Engine engine, String host) {
        this.engine = engine;
        environment = new HashMap<>(engine.environment());
        environment.put("DOCKER_HOST", host);
        // Buildx keeps its instances here; the default would be in the packages' folder
        environment.put("BUILDX_CONFIG", engine.folder().resolve("buildx").toString());
        environment.put("DOCKER_CLI_HINTS", "false");
    }

    /** The environment that points a client program at the address. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** {@code docker ARGUMENTS}, not yet run. */
    public Command command(String... arguments) {
        var all = new ArrayList<>(List.of("docker"));
        all.addAll(List.of(arguments));
        return program(all);
    }

    /** Another client program in the same environment. */
    public Command program(List<String> command) {
        return new Command(environment, engine.folder(), withPath(command));
    }

    /** {@code docker ARGUMENTS}, which must succeed: what it wrote to standard output, without white space around it. */
    public String ok(String... arguments) {
        return command(arguments).run().ok();
    }

    /** {@code docker ARGUMENTS} run to its end, whatever that is. */
    public Result run(String... arguments) {
        return command(arguments).run();
    }

    /** {@code docker ARGUMENTS} with a terminal of 24 lines and 80 columns; what is typed reaches it as keys. */
    public Command terminal(String... arguments) {
        var line = new StringBuilder("stty rows 24 cols 80; exec docker");
        for (var argument : arguments) {
            line.append(" '").append(argument.replace("'", "'\\''")).append('\'');
        }
        return program(List.of("script", "--quiet", "--return", "--flush", "--command", line.toString(), "/dev/null"));
    }

    /** Starts a container of the local image that does nothing until it is told to stop, and gives its name. */
    public String idle(String name, String... options) {
        var all = new ArrayList<>(List.of("run", "--detach", "--init", "--name", name));
        all.addAll(List.of(options));
        all.addAll(List.of("busybox:local", "sleep", "3600"));
        ok(all.toArray(String[]::new));
        return name;
    }

    /** The program is looked up on the environment's own path: the tests' own may hold another docker. */
    private List<String> withPath(List<String> command) {
        if (command.getFirst().startsWith("/")) {
            return command;
        }
        for (var folder : environment.get("PATH").split(":")) {
            var program = Path.of(folder, command.getFirst());
            if (program.toFile().canExecute()) {
                var all = new ArrayList<>(command);
                all.set(0, program.toString());
                return all;
            }
        }
        throw new AssertionError("no `" + command.getFirst() + "` on " + environment.get("PATH"));
    }
}
