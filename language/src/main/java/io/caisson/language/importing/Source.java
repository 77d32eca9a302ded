package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One text of a user, with its name for problems.
 *
 * @param name the file's name as the user wrote it, or what stands for it
 * @param text all of it
 */
public record Source(String name, String text) {
    /** More lines are no configuration that somebody wrote. */
    static final int LINES_MAX = 2_000;

    /** A problem with one of its lines. */
    Problem problem(int line, String message) {
        return new Problem("", message, Optional.of(new Position(name, line, 1)), "", "");
    }

    /** Whether it has more lines than are read. */
    boolean isTooLong() {
        return text.lines().skip(LINES_MAX).findAny().isPresent();
    }

    /** Its lines, without line feeds; a line that ends with a backslash goes on in the next where {@code joined}. */
    List<Text> lines(boolean joined) {
        List<Text> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int start = 1;
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (open.isEmpty()) {
                start = number;
            }
            if (joined && line.endsWith("\\")) {
                open.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            lines.add(new Text(start, open.append(line).toString()));
            open.setLength(0);
        }
        if (!open.isEmpty()) {
            lines.add(new Text(start, open.toString()));
        }
        return lines;
    }

    /** One line and its number, from 1. */
    record Text(int number, String text) {}
}
