package io.caisson.conformance.rig;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exit its exit code; a signal's number plus 128 where it was ended by one
 * @param out everything it wrote to standard output
 * @param err everything it wrote to standard error
 * @param took from its start to its end
 */
public record Result(String command, int exit, String out, String err, Duration took) {
    /** The standard output without white space around it, of a command that must have succeeded. */
    public String ok() {
        if (exit != 0) {
            throw new AssertionError("exit code " + exit + " instead of 0 from: " + this);
        }
        return out.strip();
    }

    @Override
    public String toString() {
        return "%s (exit %d after %d ms)%n--- out ---%n%s%n--- err ---%n%s"
                .formatted(command, exit, took.toMillis(), clipped(out), clipped(err));
    }

    private static String clipped(String text) {
        return text.length() <= 4000 ? text : text.substring(0, 2000) + "\n…\n" + text.substring(text.length() - 2000);
    }
}
