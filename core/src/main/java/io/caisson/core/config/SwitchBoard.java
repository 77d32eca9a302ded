package io.caisson.core.config;

import java.util.EnumMap;
import java.util.Map;

/**
 * How the switches stand: the variables that are set, and what holds for the others. Tecnativa's image and
 * LinuxServer's disagree in two points, so it matters whose user set the variables: if one is set that only
 * LinuxServer's image has, its gates stand and its two defaults for Podman hold.
 */
final class SwitchBoard {
    /** The rule of a decision that no line made. */
    static final String NO_LINE = "default";

    private final Map<Switch, Boolean> on = new EnumMap<>(Switch.class);
    private final Map<Switch, String> lines = new EnumMap<>(Switch.class);
    private final boolean linuxServer;

    private SwitchBoard(Variables variables) {
        boolean linuxServerOnly = false;
        for (Switch each : Switch.values()) {
            if (variables.isSet(each.name())) {
                on.put(each, variables.isSwitchedOn(each.name()));
                lines.put(each, each.name() + "=" + variables.text(each.name()).orElse(""));
                linuxServerOnly |= each.linuxServerOnly();
            }
        }
        linuxServer = linuxServerOnly;
    }

    /** Reads the variables; a value that is neither on nor off is off, and noted there. */
    static SwitchBoard read(Variables variables) {
        return new SwitchBoard(variables);
    }

    boolean isOn(Switch each) {
        return on.getOrDefault(each, unlessSet(each));
    }

    /** Whether a guard or a gate is in the way: it was switched off, or it is a gate and gates stand. */
    boolean closes(Switch each) {
        return !isOn(each) && (on.containsKey(each) || each.kind() == Switch.Kind.GATE && linuxServer);
    }

    /** Whether the rules of LinuxServer's image hold where the two images disagree. */
    boolean linuxServer() {
        return linuxServer;
    }

    /** The line that sets a switch, as the user wrote it, or that it is on without one. */
    String line(Switch each) {
        String unlessSet = isOn(each) ? each.name() + "=1 by default" : NO_LINE;
        return lines.getOrDefault(each, unlessSet);
    }

    private boolean unlessSet(Switch each) {
        return switch (each) {
            case EVENTS, PING, VERSION -> true;
            case LIBPOD_PING, LIBPOD_VERSION -> linuxServer;
            default -> false;
        };
    }
}
