package io.caisson.conformance.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A real Docker Engine, started by {@code conformance/engine/start} for this run and gone with it. */
public final class Engine implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(5);
    private static final Pattern CONTAINER = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");
    private static final Pattern NETWORK = Pattern.compile("\"Name\":\"([^\"]+)\",\"Id\"");
    private static final Pattern VOLUME = Pattern.compile("\"Name\":\"([^\"]+)\"");

    private final Path folder;
    private final Map<String, String> environment;

    private Engine(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Installs what is missing, starts the engine in a new folder under the temporary one, and waits until it answers. */
    static Engine start(Path module, boolean newest) {
        return start(module, newest, Map.of());
    }

    /** The same, with these variables in the engine's own environment. */
    public static Engine start(Path module, boolean newest, Map<String, String> variables) {
        var environment = new HashMap<>(System.getenv());
        environment.putAll(variables);
        try {
            // short on purpose: unix sockets lie under it
            var folder = Files.createTempDirectory(Path.of("/tmp"), "cx");
            var provision = new ArrayList<>(List.of(module.resolve("provision").toString()));
            var start = new ArrayList<>(List.of(module.resolve("engine/start").toString()));
            if (newest) {
                provision.add("--newest");
                start.addAll(List.of(
                        "--newest",
                        "--packages",
                        module.resolve("target/newest").toString()));
            }
            start.addAll(
                    List.of("--owner", Long.toString(ProcessHandle.current().pid()), folder.toString()));
            new Command(System.getenv(), module, provision)
                    .start()
                    .finish(START_MAX)
                    .ok();
            new Command(environment, module, start).start().finish(START_MAX).ok();
            return new Engine(folder, environment(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(Path folder) {
        var print = List.of("bash", "-c", ". " + folder.resolve("env") + " && env -0");
        var outer = Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString(), "LANG", "C.UTF-8");
        var set = new HashMap<String, String>();
        for (var line : new Command(outer, folder, print).run().ok().split("\0")) {
            int equals = line.indexOf('=');
            set.put(line.substring(0, equals), line.substring(equals + 1));
        }
        set.keySet().retainAll(List.of("PATH", "HOME", "LANG", "DOCKER_CONFIG"));
        return Map.copyOf(set);
    }

    /** The environment in which this engine's own client programs run; DOCKER_HOST is not in it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The engine's own socket, with nothing in front of it. */
    public Path socket() {
        return folder.resolve("docker.sock");
    }

    /** The folder in which everything of this run lies; at most 20 bytes long. */
    public Path folder() {
        return folder;
    }

    /** The engine's log file. */
    public Path log() {
        return folder.resolve("log");
    }

    /** A command in the engine's network, where containers' addresses are reachable. */
    public Command inNetwork(String... arguments) {
        var all = new ArrayList<>(List.of(folder.resolve("in-net").toString()));
        all.addAll(List.of(arguments));
        return new Command(environment, folder, all);
    }

    /** A command in the engine's network and process namespaces, with its view of the processes in containers. */
    public Command inside(String... arguments) {
        var all = new ArrayList<>(List.of(folder.resolve("inside").toString()));
        all.addAll(List.of(arguments));
        return new Command(environment, folder, all);
    }

    /** Sends one request straight to the engine. */
    public Reply ask(String method, String target) {
        try {
            return Wire.ask(socket(), method, target, "Content-Length: 0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes containers, networks and volumes that a test left behind. */
    void sweep() {
        each(ask("GET", "/containers/json?all=1"), CONTAINER, id -> true, "/containers/%s?force=1&v=1");
        each(ask("GET", "/networks"), NETWORK, name -> !OWN_NETWORKS.contains(name), "/networks/%s");
        each(ask("GET", "/volumes"), VOLUME, name -> true, "/volumes/%s?force=1");
    }

    private static final List<String> OWN_NETWORKS = List.of("bridge", "host", "none", "docker_gwbridge", "ingress");

    private void each(Reply list, Pattern pattern, Predicate<String> chosen, String target) {
        pattern.matcher(list.body())
                .results()
                .map(found -> found.group(1))
                .filter(chosen)
                .forEach(name -> ask("DELETE", target.formatted(name)));
    }

    @Override
    public void close() {
        var stop = List.of(folder.resolve("stop").toString(), "--purge");
        new Command(System.getenv(), Path.of("/"), stop).run().ok();
    }
}
