package io.caisson.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader must know of where a run was made. */
final class Machine {
    private static final Duration VERSION_WAIT = Duration.ofSeconds(10);

    private Machine() {}

    static Map<String, String> facts(Scale scale, List<Contender> contenders, Placeholders placeholders) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("scale", scale.name() + ", " + scale.repetitions() + " repetitions");
        facts.put(
                "processor",
                field(Path.of("/proc/cpuinfo"), "model name") + ", " + count(Path.of("/proc/cpuinfo"), "processor")
                        + " cores");
        facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("kernel", System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("load-before", load());
        for (Contender contender : contenders) {
            facts.put(contender.name(), contender.title() + version(contender, placeholders));
        }
        return facts;
    }

    /** Load averages: how busy the machine was with other things shows before the run. */
    static String load() {
        return first(Path.of("/proc/loadavg"));
    }

    private static String version(Contender contender, Placeholders placeholders) {
        if (contender.version().isEmpty()) {
            return "";
        }
        try {
            String output = Command.output(placeholders.command(contender.version()), Map.of(), VERSION_WAIT);
            return "; " + output.lines().findFirst().orElse("");
        } catch (IOException unknown) {
            return "; version unknown";
        }
    }

    private static String field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unknown) {
            return "unknown";
        }
    }

    private static long count(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).count();
        } catch (IOException unknown) {
            return 0;
        }
    }

    private static String first(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
