package io.caisson.conformance.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ends of log files, for the messages of failures. */
final class Logs {
    private static final int LINES_MAX = 25;

    private Logs() {}

    static String tail(Path log) {
        try {
            // ISO-8859-1: a log may hold anything
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ": " + e + ")";
        }
    }
}
