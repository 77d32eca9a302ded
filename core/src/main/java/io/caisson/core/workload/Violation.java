package io.caisson.core.workload;

/**
 * Something that a request asks for and the policy does not allow.
 *
 * @param control what it falls under
 * @param field the field that asks
 * @param shown what it asks for
 * @param cure what would be allowed, in one line; empty where nothing would
 */
public record Violation(Control control, String field, String shown, String cure) {
    /** As much of a value as a message shows. */
    private static final int SHOWN_MAX = 120;

    public Violation {
        shown = shown.length() <= SHOWN_MAX ? shown : shown.substring(0, SHOWN_MAX) + "…";
    }

    /** The finding, without the cure. */
    public String finding() {
        return "`" + field + "` asks for `" + shown + "`";
    }
}
