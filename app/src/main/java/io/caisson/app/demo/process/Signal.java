package io.caisson.app.demo.process;

import java.util.Locale;
import java.util.OptionalInt;

/** Signal names and numbers of Linux. */
public final class Signal {
    public static final int INTERRUPT = 2;
    public static final int KILL = 9;
    public static final int TERMINATE = 15;

    private static final String[] NAMES = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    private Signal() {}

    /** The number of a signal given by number or by name, with or without `SIG`. */
    public static OptionalInt parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        for (int i = 0; i < NAMES.length; i++) {
            if (NAMES[i].equals(name) || Integer.toString(i + 1).equals(name)) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether the programs here end at the signal. */
    static boolean ends(int number) {
        return switch (number) {
            case INTERRUPT, 3, 6, KILL, TERMINATE -> true;
            default -> false;
        };
    }
}
