package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import io.caisson.language.yaml.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The imports, one method for each source. */
public final class PolicyImport {
    private PolicyImport() {}

    /** Variables of Tecnativa's and LinuxServer's images. */
    public static Imported environment(Map<String, String> variables, String policy) {
        return SettingsImport.environment(variables, policy);
    }

    /**
     * Arguments of docker-proxy-acl.
     *
     * @param names the values of {@code -a}
     * @param socket the value of {@code -filename}, if given
     */
    public static Imported acl(List<String> names, Optional<String> socket, String policy) {
        return SettingsImport.acl(names, socket, policy);
    }

    /** Flags and variables of wollomatic's socket-proxy. */
    public static Imported wollomatic(List<String> flags, Map<String, String> variables, String policy) {
        return translated(WollomaticReader.read(flags, variables), policy);
    }

    /** Labels of one container for wollomatic's socket-proxy. */
    public static Imported wollomaticLabels(String container, Map<String, String> labels, String policy) {
        return translated(WollomaticReader.labels(container, labels), policy);
    }

    /**
     * Rules of CetusGuard.
     *
     * @param builtIn whether its built-in rules count too, which they do unless it is told otherwise
     */
    public static Imported cetusguard(Source rules, boolean builtIn, String policy) {
        return translated(rules, () -> CetusguardReader.read(rules, builtIn), policy);
    }

    /** The allowlist in a Caddyfile. */
    public static Imported caddyfile(Source file, String policy) {
        return translated(file, () -> CaddyfileReader.read(file), policy);
    }

    /**
     * The allowlist in an HAProxy configuration.
     *
     * @param environment what {@code env(NAME)} stands for
     */
    public static Imported haproxy(Source file, Map<String, String> environment, String policy) {
        return translated(file, () -> HaproxyReader.read(file, environment), policy);
    }

    /** A list of methods and paths. */
    public static Imported paths(Source file, String policy) {
        return translated(file, () -> PathListReader.read(file), policy);
    }

    /**
     * Every proxy that a compose file starts, by the name of its service.
     *
     * @param service the only service to look at, or empty for all
     * @param environment what variables in the file stand for
     */
    public static Map<String, Imported> compose(
            Source file, Optional<String> service, Map<String, String> environment) {
        return switch (YamlTree.read(file.name(), file.text())) {
            case YamlTree.Result.Malformed(Problem problem) ->
                Map.of(file.name(), new Imported.Refused(List.of(problem)));
            case YamlTree.Result.Tree(var root) -> ComposeReader.read(root, service, environment);
        };
    }

    /** Each line is asked about every operation, so there may not be any number of them. */
    private static Imported translated(Source source, Supplier<Reading> reading, String policy) {
        return source.isTooLong()
                ? new Imported.Refused(List.of(source.problem(
                        Source.LINES_MAX + 1,
                        "there are more than " + Source.LINES_MAX + " lines, which are read at most")))
                : translated(reading.get(), policy);
    }

    private static Imported translated(Reading reading, String policy) {
        return switch (reading) {
            case Reading.Refused(var problems) -> new Imported.Refused(problems);
            case Reading.Understood(var origin) -> Translation.of(origin, policy);
        };
    }
}
