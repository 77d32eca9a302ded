package io.caisson.language.importing;

import io.caisson.core.config.AclSettings;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The sources that this program itself can start with: the variables of Tecnativa's and LinuxServer's images, and the
 * arguments of docker-proxy-acl. What they open is what they would open here.
 */
final class SettingsImport {
    /** Variables of the images that are no rules, and what says the same in a file. */
    private static final Map<String, String> ELSEWHERE = new TreeMap<>(Map.of(
            "SOCKET_PATH", "write it as the engine",
            "BIND_CONFIG", "write it as the address of a listener",
            "DISABLE_IPV6", "write it as the address of a listener",
            "LOG_LEVEL", "it is a setting of the log"));

    private SettingsImport() {}

    /** The variables. */
    static Imported environment(Map<String, String> variables, String name) {
        return switch (EnvironmentSettings.load(variables, true, 1)) {
            case Loaded.Invalid(var problems) -> new Imported.Refused(problems);
            case Loaded.Valid(var settings) -> {
                Policy policy = settings.policy();
                List<String> stricter = List.of(
                        "attaching over WebSocket writes to a container and needs POST=1 here; OPTIONS and the"
                                + " debugging of the engine stay closed",
                        "a path that no engine has is refused, and so is a path that can be read in two ways");
                List<String> unsaid = new ArrayList<>();
                ELSEWHERE.forEach((variable, where) -> {
                    if (variables.containsKey(variable)) {
                        unsaid.add(variable + "=" + variables.get(variable) + " is no rule: " + where);
                    }
                });
                settings.report().stream()
                        .filter(line -> line.startsWith("warning: ") && isOfVariable(line, variables))
                        .map(line -> line.substring("warning: ".length()))
                        .forEach(unsaid::add);
                yield imported(
                        policy, name, "variables of docker-socket-proxy", stricter, unsaid, environmentHoles(policy));
            }
        };
    }

    private static boolean isOfVariable(String line, Map<String, String> variables) {
        String rest = line.substring("warning: ".length());
        return rest.indexOf(':') > 0 && variables.containsKey(rest.substring(0, rest.indexOf(':')));
    }

    private static List<String> environmentHoles(Policy policy) {
        List<String> holes = new ArrayList<>();
        example(policy, operation -> operation.path().matches("/[a-z]+(/json)?"))
                .ifPresent(operation -> holes.add(
                        "the images compare only how a path begins, without regard to case and after any first word:"
                                + " `" + operation.method() + " " + operation.path() + "foo` and `"
                                + operation.method() + " /ANY"
                                + operation.path().toUpperCase(Locale.ROOT)
                                + "` pass there; here only paths of the API do"));
        Map<String, List<String>> content = new LinkedHashMap<>();
        for (Operation operation : open(policy)) {
            if (operation.access() == Access.READ) {
                content.computeIfAbsent(rule(policy, operation), none -> new ArrayList<>())
                        .add(operation.id());
            }
        }
        content.forEach((rule, ids) -> holes.add("content passes with metadata: " + rule + " opens "
                + String.join(", ", ids) + "; it is kept, take out what is not needed"));
        Map<String, Integer> changes = new LinkedHashMap<>();
        for (Operation operation : open(policy)) {
            String rule = rule(policy, operation);
            if (rule.contains("POST")) {
                changes.merge(rule, 1, Integer::sum);
            }
        }
        changes.forEach((rule, count) ->
                holes.add(rule + " opens " + count + " changes at once; keep those that the client makes"));
        return holes;
    }

    /** The arguments, without the name of the program. */
    static Imported acl(List<String> names, Optional<String> socket, String name) {
        return switch (AclSettings.load(names, socket, Map.of())) {
            case Loaded.Invalid(var problems) -> new Imported.Refused(problems);
            case Loaded.Valid(var settings) -> {
                List<String> unsaid = new ArrayList<>();
                socket.ifPresent(
                        path -> unsaid.add("-filename " + path + " is no rule: write it as the address of a listener"));
                unsaid.add("the two plain texts with which docker-proxy-acl refuses: clients that need them keep"
                        + " `caisson acl`");
                yield imported(
                        settings.policy(),
                        name,
                        "arguments of docker-proxy-acl",
                        List.of("a path that no engine has is refused, and so is a path that can be read in two ways"),
                        unsaid,
                        List.of());
            }
        };
    }

    private static Imported imported(
            Policy policy, String name, String kind, List<String> stricter, List<String> unsaid, List<String> holes) {
        Set<Operation> open = open(policy);
        Draft draft = new Draft(name, open, Map.of(), List.of());
        String summary = "From " + kind + ": the policy `" + name + "` allows " + open.size()
                + (open.size() == 1 ? " operation" : " operations") + "; everything else is refused.";
        return new Imported.Policy(kind, draft.block(), new ImportReport(summary, stricter, List.of(), unsaid, holes));
    }

    private static Set<Operation> open(Policy policy) {
        Set<Operation> open = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.all()) {
            if (policy.decide(operation) instanceof Decision.Allow) {
                open.add(operation);
            }
        }
        return open;
    }

    private static String rule(Policy policy, Operation operation) {
        return policy.decide(operation) instanceof Decision.Allow allow
                ? allow.rule().rule()
                : "";
    }

    private static Optional<Operation> example(Policy policy, Predicate<Operation> kind) {
        return open(policy).stream().filter(kind).findFirst();
    }
}
