package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Voice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings from the arguments of docker-proxy-acl. */
public final class AclSettings {
    /** The names that {@code -a} takes, in the order in which they are shown. */
    static final List<String> NAMES = List.of(
            "containers", "images", "volumes", "networks", "services", "tasks", "events", "version", "info", "ping");

    private static final String OPTION = "-a";
    private static final String FILE_OPTION = "-filename";
    private static final String POLICY = "acl";
    /** Open to every user of the machine, as in the original; the start-up report says so. */
    private static final int SOCKET_MODE = 0666;

    private AclSettings() {}

    /**
     * Reads the settings. The variables {@code GO_A} and {@code GO_FILENAME} stand in for options that are not given,
     * as in the original; the engine is the one of {@code CAISSON_ENGINE} or {@code SOCKET_PATH}, never of
     * {@code DOCKER_HOST}, which is likely to name the socket that is made here.
     *
     * @param names the values of {@code -a}, each one name or several with commas between
     * @param socketPath the value of {@code -filename}, if given
     * @param environment all variables of the process
     */
    public static Loaded load(List<String> names, Optional<String> socketPath, Map<String, String> environment) {
        Variables variables = new Variables(environment);
        variables.refuseUnknownOwn();
        Common common = Common.read(variables, 1);
        Set<String> enabled = enabled(names, variables);
        Optional<Address> listen = listen(socketPath, variables);
        Address engine = Listeners.namedEngine(variables).orElse(Listeners.ENGINE);
        List<Problem> problems = new ArrayList<>(variables.problems());
        if (enabled.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("", "Need at least 1 argument for -a: [" + String.join(", ", NAMES) + "]"));
        }
        if (!problems.isEmpty() || listen.isEmpty()) {
            return new Loaded.Invalid(problems);
        }
        int socketMode = common.socketMode().orElse(SOCKET_MODE);
        Policy policy = Policy.compile(POLICY, Voice.PROXY_ACL, common.hints(), operation -> judge(enabled, operation));
        List<String> report = new Report()
                .open(policy)
                .add(
                        "safer than in docker-proxy-acl: a path is read as the engine reads it, and names that mean nothing are errors")
                .add("instead: nothing here opens more than its name says")
                .listeners(List.of(listen.get()), socketMode, Optional.empty())
                .lines();
        return new Loaded.Valid(common.settings(List.of(listen.get()), engine, socketMode, policy, report));
    }

    private static Set<String> enabled(List<String> names, Variables variables) {
        List<String> values = names.isEmpty() ? variables.text("GO_A").stream().toList() : names;
        Set<String> enabled = new LinkedHashSet<>();
        for (String value : values) {
            for (String name : Common.list(value)) {
                if (NAMES.contains(name)) {
                    enabled.add(name);
                } else {
                    String nearest = NearestName.to(name, NAMES);
                    String guess = nearest.isEmpty() ? "" : "; did you mean `" + nearest + "`?";
                    variables.refuse(OPTION, name, "is none of " + String.join(", ", NAMES) + guess);
                }
            }
        }
        return enabled;
    }

    private static Optional<Address> listen(Optional<String> socketPath, Variables variables) {
        String name = OwnVariable.CAISSON_LISTEN.name();
        Optional<String> own = variables.text(name);
        if (own.isPresent()) {
            variables.refuse(name, own.get(), "has no effect here; name the socket with " + FILE_OPTION);
        }
        String path =
                socketPath.or(() -> variables.text("GO_FILENAME")).orElse(defaultFolder(variables) + "/docker.sock");
        // Unlike elsewhere the path may be relative, as in the original.
        boolean relative = !path.startsWith("/");
        Optional<Address> address = Addresses.path(relative ? "/" + path : path);
        if (address.isEmpty()) {
            variables.refuse(FILE_OPTION, path, "is no path of a socket; write one of at most 107 bytes");
        }
        return relative ? address.map(absolute -> new Address.Unix(path)) : address;
    }

    private static String defaultFolder(Variables variables) {
        return variables.text("TMPDIR").orElse("/tmp") + "/docker-proxy-acl";
    }

    /** The folder of the default socket, which is made where it is missing, as in the original. */
    public static String defaultFolder(Map<String, String> environment) {
        return defaultFolder(new Variables(environment));
    }

    private static Policy.Verdict judge(Set<String> enabled, Operation operation) {
        Optional<String> name = name(operation);
        if (name.isEmpty()) {
            return new Policy.Verdict.Refused(SwitchBoard.NO_LINE, "no name opens it");
        }
        String line = OPTION + " " + name.get();
        return enabled.contains(name.get())
                ? new Policy.Verdict.Allowed(line)
                : new Policy.Verdict.Refused(SwitchBoard.NO_LINE, "add " + line);
    }

    /** The name that opens an operation, if one does: the collection, one item of it, and the history of an image. */
    static Optional<String> name(Operation operation) {
        return switch (operation) {
            case ContainerList, ContainerInspect -> Optional.of("containers");
            case ImageList, ImageInspect, ImageHistory -> Optional.of("images");
            case VolumeList, VolumeInspect -> Optional.of("volumes");
            case NetworkList, NetworkInspect -> Optional.of("networks");
            case ServiceList, ServiceInspect -> Optional.of("services");
            case TaskList, TaskInspect -> Optional.of("tasks");
            case SystemEvents -> Optional.of("events");
            case SystemVersion -> Optional.of("version");
            case SystemInfo -> Optional.of("info");
            case SystemPing -> Optional.of("ping");
            default -> Optional.empty();
        };
    }
}
