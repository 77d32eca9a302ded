package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One point in which our answer is not that of the images that are replaced.
 *
 * @param kind why that is right
 * @param against the images it differs from
 * @param opens whether we allow what they refuse, or the other way round
 * @param what what is different, for the reference
 * @param where for which operations and variables
 */
record Difference(Kind kind, Set<String> against, boolean opens, String what, Condition where) {
    /** Why a difference is right. */
    enum Kind {
        SAFER("safer"),
        NAME("means what its name says"),
        DISAGREE("the two images disagree");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Where a difference shows. */
    @FunctionalInterface
    interface Condition {
        boolean test(Operation operation, Map<String, String> variables);
    }

    private static final Set<String> TECNATIVA = Set.of("Tecnativa");
    private static final Set<String> LINUXSERVER = Set.of("LinuxServer");
    private static final Set<String> BOTH = Set.of("Tecnativa", "LinuxServer");

    /** All of them: what is not here is the same. */
    static final List<Difference> ALL = List.of(
            new Difference(
                    Kind.SAFER,
                    BOTH,
                    false,
                    "Attaching over WebSocket writes to a container's standard input, so it needs `POST=1`, although it is a GET",
                    (operation, variables) ->
                            operation == Operation.ContainerAttachWebsocket && !isOn(variables, "POST")),
            new Difference(
                    Kind.SAFER,
                    LINUXSERVER,
                    false,
                    "Podman's health check runs a command in the container, so it needs `POST=1`, although it is a GET",
                    (operation, variables) ->
                            operation == Operation.ContainerHealthcheckLibpod && !isOn(variables, "POST")),
            new Difference(
                    Kind.SAFER,
                    BOTH,
                    false,
                    "OPTIONS is refused on every path; with `POST=1` the images pass it on wherever a section is open",
                    (operation, variables) -> operation == Operation.SystemOptions),
            new Difference(
                    Kind.NAME,
                    TECNATIVA,
                    true,
                    "`ALLOW_START` and the other actions work without `POST=1`, as in LinuxServer's image",
                    (operation, variables) ->
                            Switch.actions(operation).stream().anyMatch(action -> isOn(variables, action.name()))
                                    && !operation.tag().libpod()
                                    && !isOn(variables, "POST")),
            new Difference(
                    Kind.NAME,
                    BOTH,
                    true,
                    "`ALLOW_LOGS` and the other gates open what they name for reading without `CONTAINERS=1`",
                    (operation, variables) -> gateIsOn(operation, variables) && !isOn(variables, "CONTAINERS")),
            new Difference(
                    Kind.NAME,
                    TECNATIVA,
                    true,
                    "`LIBPOD_*` open Podman's own API, which Tecnativa's image does not know",
                    (operation, variables) -> operation.tag().libpod()),
            new Difference(
                    Kind.SAFER,
                    TECNATIVA,
                    false,
                    "If a variable is set that only LinuxServer's image has, its gates stand: `CONTAINERS=1` does not open"
                            + " logs, processes, changes, files and exports of containers unless their own variable is on",
                    (operation, variables) -> Switch.gate(operation).isPresent()
                            && !gateIsOn(operation, variables)
                            && isLinuxServers(variables)),
            new Difference(
                    Kind.DISAGREE,
                    LINUXSERVER,
                    true,
                    "If no variable is set that only LinuxServer's image has, its gates do not stand: `CONTAINERS=1` opens"
                            + " logs, processes, changes, files and exports of containers, as in Tecnativa's image;"
                            + " `ALLOW_LOGS=0`, or any other gate set to 0 or 1, makes them stand",
                    (operation, variables) -> Switch.gate(operation).isPresent() && !isLinuxServers(variables)),
            new Difference(
                    Kind.SAFER,
                    LINUXSERVER,
                    false,
                    "If no variable is set that only LinuxServer's image has, `LIBPOD_PING` and `LIBPOD_VERSION` are off",
                    (operation, variables) -> operation.tag().libpod() && !isLinuxServers(variables)),
            new Difference(
                    Kind.SAFER,
                    BOTH,
                    false,
                    "`DELETE=0`, `PUT=0`, `ALLOW_ATTACH=0`, `ALLOW_EXEC=0` and `ALLOW_KILL=0` close what they name; the"
                            + " images do not read them",
                    (operation, variables) -> Switch.closers(operation).stream()
                            .anyMatch(closer ->
                                    closer.kind() == Switch.Kind.GUARD && "0".equals(variables.get(closer.name())))));

    private static boolean gateIsOn(Operation operation, Map<String, String> variables) {
        return Switch.gate(operation)
                .filter(gate -> isOn(variables, gate.name()))
                .isPresent();
    }

    private static boolean isLinuxServers(Map<String, String> variables) {
        return variables.keySet().stream().anyMatch(name -> Switch.valueOf(name).linuxServerOnly());
    }

    private static boolean isOn(Map<String, String> variables, String name) {
        return "1".equals(variables.get(name));
    }
}
