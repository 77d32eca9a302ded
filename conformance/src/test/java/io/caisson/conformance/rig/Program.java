package io.caisson.conformance.rig;

import java.util.List;

/** The product's own command line. */
public final class Program {
    private Program() {}

    /** {@code caisson ARGUMENTS}, as a command to run. */
    public static List<String> command(String... arguments) {
        return Caisson.command(arguments);
    }
}
