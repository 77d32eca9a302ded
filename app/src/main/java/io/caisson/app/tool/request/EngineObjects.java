package io.caisson.app.tool.request;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.ImageReference;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.Target.Kind;
import io.caisson.core.inspect.TargetLookup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that an engine has, as far as somebody wrote them down: what stands in for look-ups on a live one.
 *
 * @param targets the objects
 * @param execs ids of execs, or other references, with the ids of their containers
 */
public record EngineObjects(List<Target> targets, Map<String, String> execs) {
    public EngineObjects {
        targets = List.copyOf(targets);
        execs = Map.copyOf(execs);
    }

    /** One object, which is meant by a reference whatever its name and id are. */
    public static EngineObjects only(Target target, String reference) {
        return new EngineObjects(List.of(target), Map.of(reference, target.id()));
    }

    /** The object that a call is about, found as the engine finds it: by full id, by name, by a prefix of one id. */
    public Optional<Target> find(CallFacts call) {
        if (!TargetLookup.has(call.operation())) {
            return Optional.empty();
        }
        Optional<String> reference = reference(call);
        String path = path(call.operation());
        if (path.startsWith("/exec/")) {
            return reference.map(execs::get).flatMap(id -> find(Kind.CONTAINER, id));
        }
        Kind kind = path.startsWith("/commit") ? Kind.CONTAINER : kind(path);
        return reference.flatMap(name ->
                find(kind, name).or(() -> Optional.ofNullable(execs.get(name)).flatMap(id -> find(kind, id))));
    }

    /** The text by which a call names its object, where it names one. */
    public static Optional<String> reference(CallFacts call) {
        return path(call.operation()).startsWith("/commit")
                ? call.query().given("container").map(String::valueOf)
                : call.arguments().values().stream().findFirst();
    }

    private Optional<Target> find(Kind kind, String reference) {
        String name = kind == Kind.CONTAINER && reference.startsWith("/") ? reference.substring(1) : reference;
        List<Target> ofKind =
                targets.stream().filter(target -> target.kind() == kind).toList();
        for (Target target : ofKind) {
            if (target.id().equals(name) || isNamed(target, name)) {
                return Optional.of(target);
            }
        }
        List<Target> byPrefix = ofKind.stream()
                .filter(target -> hex(target.id()).startsWith(hex(name)))
                .toList();
        return byPrefix.size() == 1 ? Optional.of(byPrefix.getFirst()) : Optional.empty();
    }

    private static boolean isNamed(Target target, String name) {
        return target.name().equals(name)
                || target.kind() == Kind.IMAGE
                        && ImageReference.inFull(target.name()).equals(ImageReference.inFull(name));
    }

    private static String hex(String id) {
        return id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    }

    /** The kind that a path begins with: its plural. */
    private static Kind kind(String path) {
        String word = path.substring(1, path.indexOf('/', 1) - 1);
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String path(Operation operation) {
        String path = operation.path();
        return path.startsWith("/libpod/") ? path.substring("/libpod".length()) : path;
    }
}
