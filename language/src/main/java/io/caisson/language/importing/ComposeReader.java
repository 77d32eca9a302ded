package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The proxies in a compose file, by their images, and the clients that have allowlists in labels. */
final class ComposeReader {
    private static final String LABEL = "socket-proxy.allow.";

    private final Map<String, String> environment;
    private final Map<String, Imported> imported = new LinkedHashMap<>();

    private ComposeReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Imports every proxy that a compose file starts, as a policy with the name of its service.
     *
     * @param root the file
     * @param service the only service to look at, or empty for all
     * @param environment what variables in the file stand for; one that is not there is empty
     */
    static Map<String, Imported> read(Node root, Optional<String> service, Map<String, String> environment) {
        ComposeReader reader = new ComposeReader(environment);
        for (Node.Entry entry : entries(root, "services")) {
            String name = entry.key().text();
            if (service.isEmpty() || service.get().equals(name)) {
                reader.service(name, entry.value());
            }
        }
        if (reader.imported.isEmpty()) {
            reader.imported.put(
                    service.orElse("services"),
                    new Imported.Refused(List.of(new Problem(
                            "services",
                            "no service here is a proxy that is known; known are the images"
                                    + " tecnativa/docker-socket-proxy, linuxserver/socket-proxy,"
                                    + " wollomatic/socket-proxy and hectorm/cetusguard",
                            Optional.of(root.position()),
                            "",
                            ""))));
        }
        return reader.imported;
    }

    private void service(String service, Node node) {
        String name = policyName(service);
        String image = field(node, "image").map(this::text).orElse("");
        Map<String, String> variables = pairs(node, "environment");
        List<String> command = words(node);
        if (image.contains("tecnativa/docker-socket-proxy") || image.contains("linuxserver/socket-proxy")) {
            imported.put(service, SettingsImport.environment(variables, name));
        } else if (image.contains("wollomatic/socket-proxy")) {
            imported.put(service, PolicyImport.wollomatic(command, variables, name));
        } else if (image.contains("cetusguard")) {
            imported.put(service, cetusguard(name, variables, command));
        } else {
            Map<String, String> labels = pairs(node, "labels");
            if (labels.keySet().stream().anyMatch(label -> label.startsWith(LABEL))) {
                imported.put(service, PolicyImport.wollomaticLabels(name, labels, name));
            }
        }
    }

    /** The name of a service as that of a policy: small letters, digits and hyphens. */
    private static String policyName(String service) {
        String name =
                service.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "imported" : name;
    }

    private static Imported cetusguard(String name, Map<String, String> variables, List<String> command) {
        StringBuilder rules = new StringBuilder(variables.getOrDefault("CETUSGUARD_RULES", ""));
        boolean builtIn = !isOn(variables.getOrDefault("CETUSGUARD_NO_BUILTIN_RULES", ""));
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i).startsWith("--") ? command.get(i).substring(1) : command.get(i);
            if (word.startsWith("-rules=")) {
                rules.append('\n').append(word.substring("-rules=".length()));
            } else if (word.equals("-rules") && i + 1 < command.size()) {
                rules.append('\n').append(command.get(i + 1));
            } else if (word.equals("-no-builtin-rules")) {
                builtIn = false;
            } else if (word.startsWith("-rules-file")) {
                return fileElsewhere(name);
            }
        }
        return variables.containsKey("CETUSGUARD_RULES_FILE")
                ? fileElsewhere(name)
                : PolicyImport.cetusguard(new Source("rules of " + name, rules.toString()), builtIn, name);
    }

    private static Imported fileElsewhere(String name) {
        return new Imported.Refused(List.of(new Problem(
                "services." + name,
                "its rules are in a file; import that file with `caisson import cetusguard FILE`")));
    }

    private static boolean isOn(String value) {
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    /** A mapping, or a list of {@code NAME=VALUE}. */
    private Map<String, String> pairs(Node service, String field) {
        Map<String, String> pairs = new LinkedHashMap<>();
        switch (field(service, field).orElse(null)) {
            case Node.Mapping mapping ->
                mapping.entries().forEach(entry -> pairs.put(entry.key().text(), text(entry.value())));
            case Node.Sequence sequence ->
                sequence.items().forEach(item -> {
                    String text = text(item);
                    int equals = text.indexOf('=');
                    String name = equals < 0 ? text : text.substring(0, equals);
                    pairs.put(name, equals < 0 ? environment.getOrDefault(name, "") : text.substring(equals + 1));
                });
            case Node.Scalar ignored -> {
                // No names.
            }
            case null -> {
                // Nothing is set.
            }
        }
        return pairs;
    }

    private List<String> words(Node service) {
        return switch (field(service, "command").orElse(null)) {
            case Node.Sequence sequence ->
                sequence.items().stream().map(this::text).toList();
            case Node.Scalar scalar -> HaproxyCriteria.tokens(text(scalar));
            case Node.Mapping ignored -> List.of();
            case null -> List.of();
        };
    }

    private String text(Node node) {
        return node instanceof Node.Scalar scalar ? substitute(scalar.text()) : "";
    }

    /** Puts values in the place of variables, as compose does: with a default after {@code :-} or {@code -}. */
    private String substitute(String text) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char character = text.charAt(position);
            int close = text.startsWith("${", position) ? text.indexOf('}', position) : -1;
            if (text.startsWith("$$", position)) {
                out.append('$');
                position += 2;
            } else if (close > 0) {
                out.append(value(text.substring(position + 2, close)));
                position = close + 1;
            } else {
                out.append(character);
                position++;
            }
        }
        return out.toString();
    }

    private String value(String inside) {
        int end = 0;
        while (end < inside.length() && (Character.isLetterOrDigit(inside.charAt(end)) || inside.charAt(end) == '_')) {
            end++;
        }
        String value = environment.getOrDefault(inside.substring(0, end), "");
        String rest = inside.substring(end);
        String fallback = rest.startsWith(":-") ? rest.substring(2) : rest.startsWith("-") ? rest.substring(1) : "";
        return value.isEmpty() ? fallback : value;
    }

    private static List<Node.Entry> entries(Node node, String field) {
        return field(node, field).orElse(null) instanceof Node.Mapping mapping ? mapping.entries() : new ArrayList<>();
    }

    private static Optional<Node> field(Node node, String field) {
        return node instanceof Node.Mapping mapping ? mapping.entry(field).map(Node.Entry::value) : Optional.empty();
    }
}
