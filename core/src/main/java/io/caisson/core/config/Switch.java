package io.caisson.core.config;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of Tecnativa's and LinuxServer's images that open or close operations, by their own names. A section
 * opens what lies under its path. An action opens what it names, by itself. A gate opens what it names where that only
 * reads, and stands before its section where the section would open it. A guard opens nothing: it closes when it is
 * off.
 */
enum Switch {
    AUTH(Kind.SECTION, "/auth"),
    BUILD(Kind.SECTION, "/build"),
    COMMIT(Kind.SECTION, "/commit"),
    CONFIGS(Kind.SECTION, "/configs"),
    CONTAINERS(Kind.SECTION, "/containers"),
    DISTRIBUTION(Kind.SECTION, "/distribution"),
    EVENTS(Kind.SECTION, "/events"),
    EXEC(Kind.SECTION, "/exec"),
    GRPC(Kind.SECTION, "/grpc"),
    IMAGES(Kind.SECTION, "/images"),
    INFO(Kind.SECTION, "/info"),
    NETWORKS(Kind.SECTION, "/networks"),
    NODES(Kind.SECTION, "/nodes"),
    PING(Kind.SECTION, "/_ping"),
    PLUGINS(Kind.SECTION, "/plugins"),
    SECRETS(Kind.SECTION, "/secrets"),
    SERVICES(Kind.SECTION, "/services"),
    SESSION(Kind.SECTION, "/session"),
    SWARM(Kind.SECTION, "/swarm"),
    SYSTEM(Kind.SECTION, "/system"),
    TASKS(Kind.SECTION, "/tasks"),
    VERSION(Kind.SECTION, "/version"),
    VOLUMES(Kind.SECTION, "/volumes"),

    POST(Kind.METHODS, ""),

    ALLOW_START(Kind.ACTION, "only start"),
    ALLOW_STOP(Kind.ACTION, "only stop"),
    ALLOW_RESTARTS(Kind.ACTION, "stop, restart and kill"),
    ALLOW_PAUSE(Kind.ACTION, "only pause"),
    ALLOW_UNPAUSE(Kind.ACTION, "only unpause"),

    ALLOW_ARCHIVE(Kind.GATE, "only reading files"),
    ALLOW_CHANGES(Kind.GATE, "only changes"),
    ALLOW_EXPORT(Kind.GATE, "only export"),
    ALLOW_LOGS(Kind.GATE, "only logs"),
    ALLOW_TOP(Kind.GATE, "only top"),

    ALLOW_ATTACH(Kind.GUARD, ""),
    ALLOW_EXEC(Kind.GUARD, ""),
    ALLOW_KILL(Kind.GUARD, ""),
    DELETE(Kind.GUARD, ""),
    PUT(Kind.GUARD, ""),

    LIBPOD_CONTAINERS(Kind.SECTION, "/libpod/containers"),
    LIBPOD_EVENTS(Kind.SECTION, "/libpod/events"),
    LIBPOD_EXEC(Kind.SECTION, "/libpod/exec"),
    LIBPOD_GENERATE(Kind.SECTION, "/libpod/generate"),
    LIBPOD_IMAGES(Kind.SECTION, "/libpod/images"),
    LIBPOD_INFO(Kind.SECTION, "/libpod/info"),
    LIBPOD_MANIFESTS(Kind.SECTION, "/libpod/manifests"),
    LIBPOD_NETWORKS(Kind.SECTION, "/libpod/networks"),
    LIBPOD_PING(Kind.SECTION, "/libpod/_ping"),
    LIBPOD_PLAY(Kind.SECTION, "/libpod/play"),
    LIBPOD_PODS(Kind.SECTION, "/libpod/pods"),
    LIBPOD_SECRETS(Kind.SECTION, "/libpod/secrets"),
    LIBPOD_SYSTEM(Kind.SECTION, "/libpod/system"),
    LIBPOD_VERSION(Kind.SECTION, "/libpod/version"),
    LIBPOD_VOLUMES(Kind.SECTION, "/libpod/volumes"),
    LIBPOD_ALLOW_START(Kind.ACTION, "only start"),
    LIBPOD_ALLOW_STOP(Kind.ACTION, "only stop"),
    LIBPOD_ALLOW_RESTARTS(Kind.ACTION, "stop, restart and kill"),
    LIBPOD_ALLOW_PAUSE(Kind.ACTION, "only pause"),
    LIBPOD_ALLOW_UNPAUSE(Kind.ACTION, "only unpause"),
    LIBPOD_ALLOW_POD_START(Kind.ACTION, "only start"),
    LIBPOD_ALLOW_POD_STOP(Kind.ACTION, "only stop"),
    LIBPOD_ALLOW_POD_RESTARTS(Kind.ACTION, "stop, restart and kill"),
    LIBPOD_ALLOW_POD_PAUSE(Kind.ACTION, "only pause"),
    LIBPOD_ALLOW_POD_UNPAUSE(Kind.ACTION, "only unpause");

    /** How a variable works. */
    enum Kind {
        SECTION,
        METHODS,
        ACTION,
        GATE,
        GUARD
    }

    private static final Map<String, Switch> SECTIONS = sections();

    private final Kind kind;
    private final String detail;

    Switch(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    Kind kind() {
        return kind;
    }

    /** How much an action or a gate opens, in a word or two. */
    String scope() {
        return detail;
    }

    /** Whether only LinuxServer's image has it, so that whoever sets it is used to that image's rules. */
    boolean linuxServerOnly() {
        return kind == Kind.GATE || name().startsWith("LIBPOD_");
    }

    /** The section whose path an operation lies under, if there is one. */
    static Optional<Switch> section(Operation operation) {
        String path = operation.path();
        int end = segmentEnd(path, 0);
        if (path.startsWith("/libpod/")) {
            end = segmentEnd(path, end);
        }
        return Optional.ofNullable(SECTIONS.get(path.substring(0, end)));
    }

    /** The actions that name an operation, the one that opens least first. */
    static List<Switch> actions(Operation operation) {
        return switch (operation) {
            case ContainerStart -> List.of(ALLOW_START);
            case ContainerStop -> List.of(ALLOW_STOP, ALLOW_RESTARTS);
            case ContainerRestart, ContainerKill -> List.of(ALLOW_RESTARTS);
            case ContainerPause -> List.of(ALLOW_PAUSE);
            case ContainerUnpause -> List.of(ALLOW_UNPAUSE);
            case ContainerStartLibpod -> List.of(LIBPOD_ALLOW_START);
            case ContainerStopLibpod -> List.of(LIBPOD_ALLOW_STOP, LIBPOD_ALLOW_RESTARTS);
            case ContainerRestartLibpod, ContainerKillLibpod -> List.of(LIBPOD_ALLOW_RESTARTS);
            case ContainerPauseLibpod -> List.of(LIBPOD_ALLOW_PAUSE);
            case ContainerUnpauseLibpod -> List.of(LIBPOD_ALLOW_UNPAUSE);
            case PodStartLibpod -> List.of(LIBPOD_ALLOW_POD_START);
            case PodStopLibpod -> List.of(LIBPOD_ALLOW_POD_STOP, LIBPOD_ALLOW_POD_RESTARTS);
            case PodRestartLibpod, PodKillLibpod -> List.of(LIBPOD_ALLOW_POD_RESTARTS);
            case PodPauseLibpod -> List.of(LIBPOD_ALLOW_POD_PAUSE);
            case PodUnpauseLibpod -> List.of(LIBPOD_ALLOW_POD_UNPAUSE);
            default -> List.of();
        };
    }

    /** The gates and guards before an operation: each keeps it closed whatever else is on. */
    static List<Switch> closers(Operation operation) {
        return switch (operation) {
            case ContainerArchive, ContainerArchiveInfo -> List.of(ALLOW_ARCHIVE);
            case PutContainerArchive -> List.of(ALLOW_ARCHIVE, PUT);
            case ContainerChanges -> List.of(ALLOW_CHANGES);
            case ContainerExport -> List.of(ALLOW_EXPORT);
            case ContainerLogs -> List.of(ALLOW_LOGS);
            case ContainerTop -> List.of(ALLOW_TOP);
            case ContainerAttach, ContainerAttachWebsocket -> List.of(ALLOW_ATTACH);
            case ContainerExec -> List.of(ALLOW_EXEC);
            case ContainerKill -> List.of(ALLOW_KILL);
            default ->
                switch (operation.method()) {
                    case DELETE -> List.of(DELETE);
                    case PUT -> List.of(PUT);
                    case GET, HEAD, POST, OPTIONS, OTHER -> List.of();
                };
        };
    }

    /** The gate before an operation, if there is one. */
    static Optional<Switch> gate(Operation operation) {
        List<Switch> closers = closers(operation);
        return !closers.isEmpty() && closers.getFirst().kind == Kind.GATE
                ? Optional.of(closers.getFirst())
                : Optional.empty();
    }

    /**
     * Whether an operation does more than read. The method alone does not tell: attaching over WebSocket is a GET and
     * writes to a container's standard input, and Podman runs a health check inside the container on a GET.
     */
    static boolean changes(Operation operation) {
        return operation.method() != Method.GET && operation.method() != Method.HEAD
                || operation.access() == Access.EXEC
                || operation.access() == Access.CONTROL;
    }

    private static int segmentEnd(String path, int slash) {
        int end = path.indexOf('/', slash + 1);
        return end < 0 ? path.length() : end;
    }

    private static Map<String, Switch> sections() {
        Map<String, Switch> sections = new HashMap<>();
        for (Switch each : values()) {
            if (each.kind == Kind.SECTION) {
                sections.put(each.detail, each);
            }
        }
        return sections;
    }
}
