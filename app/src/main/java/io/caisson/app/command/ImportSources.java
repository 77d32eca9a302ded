package io.caisson.app.command;

import io.caisson.language.importing.EnvFile;
import io.caisson.language.importing.Imported;
import io.caisson.language.importing.PolicyImport;
import io.caisson.language.importing.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the arguments of {@code caisson import} to what is imported, for each kind of source. */
final class ImportSources {
    /** Largest file that is read. */
    private static final long FILE_BYTES_MAX = 1 << 20;
    /** Names of the labels that make allowlists for wollomatic's socket-proxy. */
    private static final String LABEL = "socket-proxy.allow.";

    private final String policy;
    private final Map<String, String> environment;
    private final List<String> files = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();

    private ImportSources(List<String> arguments, String policy, Map<String, String> environment) {
        this.policy = policy;
        this.environment = environment;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            boolean hasNext = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-");
            if (argument.matches("--?allow[A-Z]+") && hasNext) {
                i++;
                flags.add(argument + "=" + arguments.get(i));
            } else if (argument.startsWith("-") && argument.length() > 1) {
                flags.add(argument);
            } else if (equals > 0 && !argument.contains("/") || equals > 0 && argument.indexOf('/') > equals) {
                variables.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                files.add(argument);
            }
        }
    }

    /** The kinds of sources, as they are named on the command line. */
    enum Kind {
        environment,
        compose,
        acl,
        wollomatic,
        cetusguard,
        caddyfile,
        haproxy,
        paths
    }

    /**
     * Imports.
     *
     * @param arguments what follows the kind
     * @param policy the name of the policy
     * @param environment the process's own variables, for compose files
     */
    static List<Imported> read(Kind kind, List<String> arguments, String policy, Map<String, String> environment)
            throws IOException {
        ImportSources sources = new ImportSources(arguments, policy, environment);
        return switch (kind) {
            case environment -> List.of(sources.environment());
            case compose -> sources.compose();
            case acl -> List.of(acl(arguments, policy));
            case wollomatic -> List.of(sources.wollomatic());
            case cetusguard -> List.of(sources.cetusguard());
            case caddyfile -> List.of(PolicyImport.caddyfile(sources.file(), policy));
            case haproxy -> List.of(PolicyImport.haproxy(sources.file(), sources.variables, policy));
            case paths -> List.of(PolicyImport.paths(sources.file(), policy));
        };
    }

    private Imported environment() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String file : files) {
            all.putAll(EnvFile.read(text(file)));
        }
        all.putAll(variables);
        return PolicyImport.environment(all, policy);
    }

    private List<Imported> compose() throws IOException {
        Optional<String> service = files.size() > 1 ? Optional.of(files.get(1)) : Optional.empty();
        return List.copyOf(PolicyImport.compose(file(), service, environment).values());
    }

    /** Reads the arguments as docker-proxy-acl does. */
    private static Imported acl(List<String> arguments, String policy) {
        List<String> names = new ArrayList<>();
        Optional<String> socket = Optional.empty();
        boolean takesSocket = false;
        for (String argument : arguments) {
            String option = argument.startsWith("--") ? argument.substring(1) : argument;
            if (takesSocket) {
                socket = Optional.of(argument);
                takesSocket = false;
            } else if (option.startsWith("-filename")) {
                takesSocket = !option.contains("=");
                socket = takesSocket ? socket : Optional.of(option.substring(option.indexOf('=') + 1));
            } else if (option.startsWith("-a=")) {
                names.add(option.substring("-a=".length()));
            } else if (!option.equals("-a")) {
                names.add(argument);
            }
        }
        return PolicyImport.acl(names, socket, policy);
    }

    private Imported wollomatic() throws IOException {
        List<String> all = new ArrayList<>(flags);
        for (String file : files) {
            text(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(all::add);
        }
        boolean labels = variables.keySet().stream().anyMatch(name -> name.startsWith(LABEL));
        return labels
                ? PolicyImport.wollomaticLabels(policy, variables, policy)
                : PolicyImport.wollomatic(all, variables, policy);
    }

    private Imported cetusguard() throws IOException {
        boolean builtIn = flags.stream().noneMatch(flag -> flag.endsWith("-no-builtin-rules"));
        return PolicyImport.cetusguard(file(), builtIn, policy);
    }

    private Source file() throws IOException {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("this kind of source is a file; name it, or - for standard input");
        }
        return new Source(files.getFirst(), text(files.getFirst()));
    }

    private static String text(String file) throws IOException {
        if (file.equals("-")) {
            return new String(System.in.readNBytes((int) FILE_BYTES_MAX), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (Files.size(path) > FILE_BYTES_MAX) {
            throw new IllegalArgumentException("the file `" + file + "` is larger than 1MiB");
        }
        return Files.readString(path);
    }
}
