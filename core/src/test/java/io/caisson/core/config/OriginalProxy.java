package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the images that are replaced do with a request: rules in order, the first that applies decides, and where none
 * does the request is refused. Paths are compared from their beginning and without regard to case, as there.
 *
 * @param name whose image
 * @param unlessSet the variables that the image itself sets
 */
record OriginalProxy(String name, Map<String, String> unlessSet, List<Rule> rules) {
    private static final String VERSION = "(/v[0-9.]+)?";
    private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

    /** One rule. */
    sealed interface Rule {
        /** Refuses unless the method is one of these, or the variable is on. */
        record Methods(Set<Method> always, String variable) implements Rule {}

        /** Allows what has such a path, if the variable is on. */
        record Opens(Pattern path, String variable) implements Rule {}

        /** Refuses what has such a path, unless the variable is on. */
        record Gate(Pattern path, String variable) implements Rule {}
    }

    /** Tecnativa's image: the method first, then actions, then sections. */
    static OriginalProxy tecnativa() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule.Methods(READING, "POST"));
        rules.addAll(actions("", "/containers", ""));
        rules.addAll(sections());
        return new OriginalProxy("Tecnativa", Map.of("EVENTS", "1", "PING", "1", "VERSION", "1"), rules);
    }

    /** LinuxServer's image: actions first, so that they work without POST; then the method, gates, and sections. */
    static OriginalProxy linuxServer() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(actions("", "/containers", ""));
        rules.addAll(actions("LIBPOD_", "/libpod/containers", ""));
        rules.addAll(actions("LIBPOD_", "/libpod/pods", "POD_"));
        rules.add(new Rule.Methods(READING, "POST"));
        for (String gated : List.of("archive", "changes", "export", "logs", "top")) {
            rules.add(new Rule.Gate(path("/containers/[^/]+/" + gated), "ALLOW_" + upper(gated)));
        }
        rules.addAll(sections());
        for (String section : List.of(
                "containers",
                "events",
                "exec",
                "generate",
                "images",
                "info",
                "manifests",
                "networks",
                "_ping",
                "play",
                "pods",
                "secrets",
                "system",
                "version",
                "volumes")) {
            rules.add(new Rule.Opens(path("/libpod/" + section), "LIBPOD_" + upper(section)));
        }
        return new OriginalProxy(
                "LinuxServer",
                Map.of("EVENTS", "1", "PING", "1", "VERSION", "1", "LIBPOD_PING", "1", "LIBPOD_VERSION", "1"),
                rules);
    }

    private static List<Rule> actions(String family, String collection, String what) {
        String item = collection + "/[^/]+/";
        String prefix = family + "ALLOW_" + what;
        return List.of(
                new Rule.Opens(path(item + "(stop|restart|kill)"), prefix + "RESTARTS"),
                new Rule.Opens(path(item + "start"), prefix + "START"),
                new Rule.Opens(path(item + "stop"), prefix + "STOP"),
                new Rule.Opens(path(item + "pause"), prefix + "PAUSE"),
                new Rule.Opens(path(item + "unpause"), prefix + "UNPAUSE"));
    }

    private static List<Rule> sections() {
        List<Rule> rules = new ArrayList<>();
        for (String section : List.of(
                "auth",
                "build",
                "commit",
                "configs",
                "containers",
                "distribution",
                "events",
                "exec",
                "grpc",
                "images",
                "info",
                "networks",
                "nodes",
                "_ping",
                "plugins",
                "secrets",
                "services",
                "session",
                "swarm",
                "system",
                "tasks",
                "version",
                "volumes")) {
            rules.add(new Rule.Opens(path("/" + section), upper(section)));
        }
        return rules;
    }

    private static String upper(String word) {
        return word.replace("_", "").toUpperCase(Locale.ROOT);
    }

    private static Pattern path(String pattern) {
        return Pattern.compile(VERSION + pattern, Pattern.CASE_INSENSITIVE);
    }

    /** Whether a request passes, with the user's variables over those of the image. */
    boolean allows(Map<String, String> variables, Method method, String target) {
        for (Rule rule : rules) {
            switch (rule) {
                case Rule.Methods(Set<Method> always, String variable) -> {
                    if (!always.contains(method) && !isOn(variables, variable)) {
                        return false;
                    }
                }
                case Rule.Opens(Pattern path, String variable) -> {
                    if (isOn(variables, variable) && path.matcher(target).lookingAt()) {
                        return true;
                    }
                }
                case Rule.Gate(Pattern path, String variable) -> {
                    if (!isOn(variables, variable) && path.matcher(target).lookingAt()) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    private boolean isOn(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, unlessSet.getOrDefault(name, "0")).equals("1");
    }

    /** A target that an engine resolves to the operation, without a version. */
    static String sample(Operation operation) {
        return switch (operation) {
            // Answered on any path; this one is open unless it is closed.
            case SystemOptions -> "/_ping";
            case GrpcH2cPriorKnowledge -> "/moby.buildkit.v1.Control/Solve";
            default -> operation.path().replaceAll("\\{[^}]*}", "one");
        };
    }
}
