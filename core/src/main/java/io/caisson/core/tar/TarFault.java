package io.caisson.core.tar;

import io.caisson.core.reason.Reason;

/** Why an archive is refused. */
public final class TarFault extends Exception {
    private static final long serialVersionUID = 1L;
    /** Longest text that a client is told. */
    private static final int CHARS_MAX = 400;

    private final Reason reason;
    private final String said;

    /** A refusal whose words are for the record alone. */
    public TarFault(Reason reason, String detail) {
        this(reason, detail, "");
    }

    /**
     * A refusal.
     *
     * @param detail what was found where, for the record
     * @param said what the client reads: the thing, the reason and the cure on one line; empty for the reason's own
     *      words
     */
    public TarFault(Reason reason, String detail, String said) {
        super(detail, null, false, false);
        this.reason = reason;
        this.said = printable(said);
    }

    /** Names come from the archive: a terminal must not obey them. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(CHARS_MAX).forEach(c -> {
            boolean mark = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            out.appendCodePoint(mark ? '?' : c);
        });
        return out.toString();
    }

    /** The stable code. */
    public Reason reason() {
        return reason;
    }

    /** What was found where, for the record. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What the client reads; empty for the reason's own words. */
    public String said() {
        return said;
    }
}
