package io.caisson.app.tool.request;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.Target.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The objects that an engine has, as far as somebody wrote them down: what stands in for look-ups on a live one.
 *
 * @param targets the objects
 * @param execs ids of execs with the ids of their containers
 */
public record EngineObjects(List<Target> targets, Map<String, String> execs) {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("containers", Kind.CONTAINER),
            Map.entry("images", Kind.IMAGE),
            Map.entry("volumes", Kind.VOLUME),
            Map.entry("networks", Kind.NETWORK),
            Map.entry("services", Kind.SERVICE),
            Map.entry("tasks", Kind.TASK),
            Map.entry("nodes", Kind.NODE),
            Map.entry("secrets", Kind.SECRET),
            Map.entry("configs", Kind.CONFIG),
            Map.entry("plugins", Kind.PLUGIN),
            Map.entry("pods", Kind.POD));

    public EngineObjects {
        targets = List.copyOf(targets);
        execs = Map.copyOf(execs);
    }

    /** The object that a call is about, found as the engine finds it: by full id, by name, by a prefix of one id. */
    public Optional<Target> find(CallFacts call) {
        Optional<String> reference = reference(call);
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        String path = path(call.operation());
        if (path.startsWith("/exec/")) {
            return Optional.ofNullable(execs.get(reference.get())).flatMap(id -> find(Kind.CONTAINER, id));
        }
        Kind kind = kind(call.operation());
        return kind == null ? Optional.empty() : find(kind, reference.get());
    }

    /** The text by which a call names its object, where its path has one. */
    public static Optional<String> reference(CallFacts call) {
        return call.operation() == Operation.ImageCommit
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
                || target.kind() == Kind.IMAGE && tagged(target.name()).equals(tagged(name));
    }

    /** An image's name with the tag that the engine takes where there is none. */
    private static String tagged(String image) {
        return image.lastIndexOf(':') > image.lastIndexOf('/') ? image : image + ":latest";
    }

    private static String hex(String id) {
        return id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    }

    private static @Nullable Kind kind(Operation operation) {
        if (operation == Operation.ImageCommit) {
            return Kind.CONTAINER;
        }
        String path = path(operation);
        int slash = path.indexOf('/', 1);
        return slash < 0 ? null : KINDS.get(path.substring(1, slash).toLowerCase(Locale.ROOT));
    }

    private static String path(Operation operation) {
        String path = operation.path();
        return path.startsWith("/libpod/") ? path.substring("/libpod".length()) : path;
    }
}
