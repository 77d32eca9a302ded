package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Target.Kind;
import java.util.Optional;

/** Of which kind the object is that an operation is about, and where the engine describes objects of a kind. */
final class TargetKinds {
    private TargetKinds() {}

    /** The kind of the object that the first path argument names; for an exec, of its container. */
    static Optional<Kind> of(Operation operation) {
        if (isCommit(operation)) {
            return Optional.of(Kind.CONTAINER);
        }
        String path = operation.path();
        String rest = path.startsWith("/libpod/") ? path.substring("/libpod".length()) : path;
        int open = rest.indexOf("/{");
        if (open < 0) {
            return Optional.empty();
        }
        return switch (rest.substring(0, open)) {
            case "/containers", "/exec" -> Optional.of(Kind.CONTAINER);
            case "/images" -> Optional.of(Kind.IMAGE);
            case "/volumes" -> Optional.of(Kind.VOLUME);
            case "/networks" -> Optional.of(Kind.NETWORK);
            case "/services" -> Optional.of(Kind.SERVICE);
            case "/tasks" -> Optional.of(Kind.TASK);
            case "/nodes" -> Optional.of(Kind.NODE);
            case "/secrets" -> Optional.of(Kind.SECRET);
            case "/configs" -> Optional.of(Kind.CONFIG);
            case "/plugins" -> Optional.of(Kind.PLUGIN);
            case "/pods" -> Optional.of(Kind.POD);
            default -> Optional.empty();
        };
    }

    static boolean isExec(Operation operation) {
        return operation.path().startsWith("/exec/{") || operation.path().startsWith("/libpod/exec/{");
    }

    /** A commit names its container in the query. */
    static boolean isCommit(Operation operation) {
        return operation == Operation.ImageCommit || operation == Operation.ImageCommitLibpod;
    }

    static String collection(Kind kind) {
        return "/" + kind.code() + "s/";
    }

    /** Whether the description of an object has a path of its own. */
    static boolean endsInJson(Kind kind, boolean libpod) {
        return switch (kind) {
            case CONTAINER, IMAGE, PLUGIN, POD -> true;
            case VOLUME, NETWORK, SECRET -> libpod;
            case SERVICE, TASK, NODE, CONFIG -> false;
        };
    }

    /** Whether the id can stand for the name without changing what the operation does. */
    static boolean isPinned(Operation operation, Kind kind) {
        return switch (kind) {
            case CONTAINER -> !isExec(operation);
            case NETWORK, SERVICE, TASK, NODE, SECRET, CONFIG, POD -> true;
            // They have no other id than their name.
            case VOLUME, PLUGIN -> false;
            // By its id an image is deleted, pushed or saved otherwise than by one of its names.
            case IMAGE ->
                switch (operation) {
                    case ImageInspect,
                            ImageHistory,
                            ImageTag,
                            ImageInspectLibpod,
                            ImageHistoryLibpod,
                            ImageTagLibpod,
                            ImageTreeLibpod,
                            ImageChangesLibpod -> true;
                    default -> false;
                };
        };
    }
}
