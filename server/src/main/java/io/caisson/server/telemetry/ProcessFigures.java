package io.caisson.server.telemetry;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** What the operating system says of this process; a figure is absent where it does not say. */
final class ProcessFigures {
    /** The unit of times in {@code /proc}: a hundredth of a second on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code /proc/self/stat} by their place behind the name; proc(5) counts from 1, and has two before. */
    private static final int USER_TICKS = 14 - 3;

    private static final int SYSTEM_TICKS = 15 - 3;
    private static final int START_TICKS = 22 - 3;

    private static final String BOOT_TIME = "btime ";
    private static final String RESIDENT = "VmRSS:";

    private ProcessFigures() {}

    static OptionalDouble cpuSeconds() {
        try {
            String[] fields = stat();
            double ticks = Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[SYSTEM_TICKS]);
            return OptionalDouble.of(ticks / TICKS_PER_SECOND);
        } catch (IOException noSuchSystem) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble startSeconds() {
        try {
            double boot = Double.parseDouble(after(BOOT_TIME, "/proc/stat"));
            return OptionalDouble.of(boot + Double.parseDouble(stat()[START_TICKS]) / TICKS_PER_SECOND);
        } catch (IOException noSuchSystem) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble residentBytes() {
        try {
            String kibibytes = after(RESIDENT, "/proc/self/status");
            return OptionalDouble.of(
                    Double.parseDouble(kibibytes.substring(0, kibibytes.length() - " kB".length())) * 1024.0);
        } catch (IOException noSuchSystem) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble openFiles() {
        String[] files = new File("/proc/self/fd").list();
        // The descriptor that lists the others is gone afterwards.
        return files == null ? OptionalDouble.empty() : OptionalDouble.of(files.length - 1.0);
    }

    private static String[] stat() throws IOException {
        String text = read("/proc/self/stat");
        // The name stands in parentheses and may hold anything.
        return text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    }

    /** The rest of the line that begins so, without blanks around it. */
    private static String after(String start, String file) throws IOException {
        String text = read(file);
        int at = text.indexOf(start);
        if (at < 0) {
            throw new IOException("no `" + start + "` in " + file);
        }
        int from = at + start.length();
        return text.substring(from, text.indexOf('\n', from)).strip();
    }

    private static String read(String file) throws IOException {
        return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
    }
}
