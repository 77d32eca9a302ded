package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Flags, variables and labels of wollomatic's socket-proxy: a pattern for each method, of which all that are given for
 * one method count. A flag wins over the variables of its method.
 */
final class WollomaticReader {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "TRACE", "OPTIONS");
    private static final String VARIABLE = "SP_ALLOW_";
    private static final String LABEL = "socket-proxy.allow.";
    private static final String BINDS = "allowbindmountfrom";

    private final String kind;
    private final Map<String, List<Pattern>> patterns = new LinkedHashMap<>();
    private final List<String> unsaid = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Words words = new Words();
    private String binds = "";

    private WollomaticReader(String kind) {
        this.kind = kind;
    }

    private record Pattern(String text, String regex) {}

    /** Reads flags, as on a command line, and variables. */
    static Reading read(List<String> flags, Map<String, String> environment) {
        WollomaticReader reader = new WollomaticReader("flags and variables of socket-proxy");
        reader.flags(flags);
        Map<String, List<Pattern>> byFlags = new LinkedHashMap<>(reader.patterns);
        reader.patterns.clear();
        environment.forEach(reader::variable);
        reader.patterns.putAll(byFlags);
        return reader.reading();
    }

    /** Reads the labels of one container, which make an allowlist for this container alone. */
    static Reading labels(String container, Map<String, String> labels) {
        WollomaticReader reader = new WollomaticReader("labels of `" + container + "` for socket-proxy");
        labels.forEach(reader::label);
        reader.unsaid.add("that only the container `" + container
                + "` has these rights: give it a listener of its own, or a client rule with this policy");
        return reader.reading();
    }

    private void flags(List<String> flags) {
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i).strip();
            String name = flag.startsWith("--") ? flag.substring(2) : flag.startsWith("-") ? flag.substring(1) : "";
            int equals = name.indexOf('=');
            String value = equals < 0 ? "" : name.substring(equals + 1);
            name = equals < 0 ? name : name.substring(0, equals);
            if (name.isEmpty()) {
                problems.add(new Problem(
                        "", "`" + flag + "` is no flag of socket-proxy; write for example -allowGET=/version"));
                continue;
            }
            boolean hasNext = i + 1 < flags.size() && !flags.get(i + 1).startsWith("-");
            if (equals < 0 && hasNext && takesValue(name)) {
                i++;
                value = flags.get(i);
            }
            setting(name, value, flag);
        }
    }

    private static boolean takesValue(String name) {
        return !List.of("allowhealthcheck", "logjson", "stoponwatchdog").contains(name);
    }

    private void setting(String name, String value, String text) {
        String method = name.startsWith("allow") ? name.substring("allow".length()) : "";
        if (METHODS.contains(method)) {
            add(method, text, value);
        } else if (name.equals(BINDS)) {
            binds = value;
        } else if (name.equals("allowfrom")) {
            unsaid.add("`" + text + "`: who may connect is a matter of the listener; keep it on a private network");
        } else if (name.equals("proxycontainername")) {
            unsaid.add("`" + text + "`: import the labels of each container by themselves");
        }
        // The others say how it runs and not what it opens.
    }

    private void variable(String name, String value) {
        if (name.startsWith(VARIABLE) && !value.isEmpty()) {
            String rest = name.substring(VARIABLE.length());
            int underscore = rest.indexOf('_');
            String method = underscore < 0 ? rest : rest.substring(0, underscore);
            if (METHODS.contains(method)) {
                add(method, name + "=" + value, value);
                return;
            }
        }
        if (name.startsWith("SP_") && !value.isEmpty()) {
            setting(name.substring(3).replace("_", "").toLowerCase(Locale.ROOT), value, name + "=" + value);
        }
    }

    private void label(String name, String value) {
        if (!name.startsWith(LABEL) || value.isEmpty()) {
            return;
        }
        String rest = name.substring(LABEL.length()).toUpperCase(Locale.ROOT);
        String method = rest.indexOf('.') < 0 ? rest : rest.substring(0, rest.indexOf('.'));
        if (METHODS.contains(method)) {
            add(method, name + "=" + value, value);
        } else if (method.equals("BINDMOUNTFROM")) {
            binds = value;
        }
    }

    private void add(String method, String text, String pattern) {
        patterns.computeIfAbsent(method, none -> new ArrayList<>()).add(new Pattern(text, pattern));
        words.add(pattern);
    }

    private Reading reading() {
        List<Line> lines = new ArrayList<>();
        patterns.forEach((method, all) -> {
            for (Pattern pattern : all) {
                try {
                    RequestTest test = Regexes.test(method, Regexes.anchored(pattern.regex()), false);
                    boolean limited = !binds.isEmpty() && method.equals("POST");
                    if (limited) {
                        lines.add(mounting(pattern.text(), test));
                    }
                    lines.add(new Line(0, pattern.text(), true, "", limited ? without(test) : test));
                } catch (Regexes.Invalid fault) {
                    problems.add(new Problem("", fault.problem()));
                }
            }
        });
        if (patterns.isEmpty() && problems.isEmpty()) {
            problems.add(
                    new Problem("", "nothing of socket-proxy allows a method; write for example -allowGET=/version"));
        }
        return problems.isEmpty()
                ? new Reading.Understood(new Origin(kind, lines, false, words.set(), unsaid, guards()))
                : new Reading.Refused(problems);
    }

    /** The limit on bind mounts as a condition, for the operation whose body it speaks of most. */
    private Map<Operation, String> guards() {
        if (binds.isEmpty()) {
            return Map.of();
        }
        List<String> binding = new ArrayList<>(List.of("!bind.startsWith(\"/\")"));
        List<String> mounting = new ArrayList<>(List.of("mount.Type != \"bind\""));
        for (String folder : binds.split(",", -1)) {
            String path = folder.strip().replaceAll("(?<=.)/+$", "").replace("\"", "");
            binding.add("bind.startsWith(\"" + path + ":\")");
            binding.add("bind.startsWith(\"" + path + "/\")");
            mounting.add("mount.Source == \"" + path + "\"");
            mounting.add("mount.Source.startsWith(\"" + path + "/\")");
        }
        // Dots could climb out of a folder again.
        String condition = "body.HostConfig.Binds.all(bind, !bind.contains(\"..\") && ("
                + String.join(" || ", binding)
                + ")) && body.HostConfig.Mounts.all(mount, !mount.Source.contains(\"..\") && ("
                + String.join(" || ", mounting) + "))";
        return Map.of(Operation.ContainerCreate, condition);
    }

    /** What a limit on bind mounts is about, as a line of its own. */
    private Line mounting(String text, RequestTest test) {
        return new Line(
                0,
                text,
                true,
                "bind mounts from " + binds + " only",
                (method, path) -> mounts(method, path) && test.covers(method, path));
    }

    private static RequestTest without(RequestTest test) {
        return (method, path) -> !mounts(method, path) && test.covers(method, path);
    }

    /** Whether the body of a request may hold bind mounts, as far as the original looks. */
    private static boolean mounts(String method, String path) {
        boolean collection = path.contains("/containers/") || path.contains("/services/");
        return method.equals("POST") && collection && (path.endsWith("/create") || path.endsWith("/update"));
    }
}
