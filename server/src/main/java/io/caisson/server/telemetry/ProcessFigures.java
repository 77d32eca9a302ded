package io.caisson.server.telemetry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** What the operating system says of this process; a figure is absent where it does not say. */
final class ProcessFigures {
    private static final double NANOS_PER_SECOND = 1e9;

    private ProcessFigures() {}

    static OptionalDouble cpuSeconds() {
        Duration total = ProcessHandle.current().info().totalCpuDuration().orElse(null);
        return total == null ? OptionalDouble.empty() : OptionalDouble.of(total.toNanos() / NANOS_PER_SECOND);
    }

    static OptionalDouble startSeconds() {
        return ProcessHandle.current().info().startInstant().stream()
                .mapToDouble(start -> start.toEpochMilli() / 1000.0)
                .findFirst();
    }

    static OptionalDouble residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    String kibibytes = line.substring(6, line.length() - 2).strip();
                    return OptionalDouble.of(Long.parseLong(kibibytes) * 1024.0);
                }
            }
        } catch (IOException noSuchSystem) {
            // Not Linux.
        }
        return OptionalDouble.empty();
    }

    static OptionalDouble openFiles() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            int count = 0;
            for (Path file : files) {
                // The descriptor that lists the others is gone afterwards.
                count += file.getFileName() == null ? 0 : 1;
            }
            return OptionalDouble.of(count - 1.0);
        } catch (IOException noSuchSystem) {
            return OptionalDouble.empty();
        }
    }
}
