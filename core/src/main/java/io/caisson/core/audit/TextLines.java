package io.caisson.core.audit;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;

/**
 * One aligned line for a person at a terminal: time, decision, status, duration, bytes down, operation, request, and
 * what there is to explain. Long targets are cut, as the JSON lines have them whole.
 */
public final class TextLines implements Rendering {
    private static final int TARGET_BYTES_MAX = 200;
    private static final int DETAIL_CHARACTERS_MAX = 200;
    private static final int DECISION_WIDTH = 7;
    private static final int STATUS_WIDTH = 3;
    private static final int DURATION_WIDTH = 10;
    private static final int BYTES_WIDTH = 11;
    private static final int OPERATION_WIDTH = 24;

    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[31m";
    private static final String YELLOW = "\033[33m";
    private static final String DIM = "\033[2m";
    private static final String NORMAL = "\033[0m";

    /** As many as the widest column has. */
    private static final byte[] BLANKS = " ".repeat(OPERATION_WIDTH).getBytes(StandardCharsets.US_ASCII);

    private static final String[] BYTE_UNITS = {" B", " KiB", " MiB", " GiB", " TiB"};

    private final ExchangeIds ids;
    private final boolean colour;
    private final boolean ruleLines;
    private final Timestamp timestamp = new Timestamp();
    private final ByteWriter cell = new ByteWriter(32);

    /**
     * Creates a rendering.
     *
     * @param colour whether the reader is a terminal that shows colours
     * @param ruleLines whether each call is followed by the line of a policy that would allow it
     */
    public TextLines(ExchangeIds ids, boolean colour, boolean ruleLines) {
        this.ids = ids;
        this.colour = colour;
        this.ruleLines = ruleLines;
    }

    @Override
    public void write(AuditEvent event, ByteWriter out) {
        colour(out, DIM);
        timestamp.timeOfDay(out, event.timeMillis);
        colour(out, NORMAL);
        out.put(' ').put(' ');
        outcome(event, out);
        duration(event.durationNanos, cell.clear());
        right(out, DURATION_WIDTH);
        bytes(event.bytesDown, cell.clear());
        right(out, BYTES_WIDTH);
        out.put(' ').put(' ');
        Operation operation = event.operation;
        left(out, operation == null ? "-" : operation.id(), OPERATION_WIDTH);
        request(event, out);
        details(event, out);
        out.put('\n');
        if (ruleLines && operation != null) {
            RuleLine.write(operation, event.target, event.targetLength, out);
            out.put('\n');
        }
    }

    @Override
    public void writeDropped(long timeMillis, long lines, ByteWriter out) {
        timestamp.timeOfDay(out, timeMillis);
        out.ascii("  ").decimal(lines).ascii(" audit lines were dropped, because they were not taken in time\n");
    }

    private void outcome(AuditEvent event, ByteWriter out) {
        boolean fault = event.reason != null && event.reason.status() >= 500;
        colour(out, fault ? YELLOW : event.allowed ? GREEN : RED);
        left(out, fault ? "fault" : event.allowed ? "allow" : "DENY", DECISION_WIDTH);
        if (event.status == 0) {
            left(out, "-", STATUS_WIDTH);
        } else {
            out.decimal(event.status);
        }
        colour(out, NORMAL);
    }

    private static void request(AuditEvent event, ByteWriter out) {
        Escapes.text(out, event.method.isEmpty() ? "-" : event.method, METHOD_CHARACTERS_MAX);
        out.put(' ');
        if (event.targetLength == 0) {
            out.put('-');
        }
        Escapes.text(out, event.target, Math.min(event.targetLength, TARGET_BYTES_MAX));
        if (event.targetLength > TARGET_BYTES_MAX) {
            out.ascii("...");
        }
    }

    private void details(AuditEvent event, ByteWriter out) {
        Reason reason = event.reason;
        if (reason != null) {
            out.ascii("  ").ascii(reason.code());
        }
        Reason wouldDeny = event.wouldDeny;
        if (wouldDeny != null) {
            out.ascii("  would deny ").ascii(wouldDeny.code());
        }
        RuleRef rule = event.rule;
        if (rule != null) {
            out.ascii("  ");
            Escapes.words(out, rule.policy());
            out.ascii(": ");
            Escapes.words(out, rule.rule());
        }
        if (!event.detail.isEmpty()) {
            out.ascii("  (");
            String detail = event.detail;
            Escapes.words(out, detail.substring(0, Math.min(detail.length(), DETAIL_CHARACTERS_MAX)));
            out.put(')');
        }
        if (event.hijacked) {
            out.ascii("  hijacked");
        }
        if (event.bytesUp > 0) {
            out.ascii("  up ");
            bytes(event.bytesUp, out);
        }
        out.ascii("  ");
        colour(out, DIM);
        Principal principal = event.principal;
        if (principal != null) {
            Escapes.words(out, principal.address());
            if (principal.learnt() != null && !principal.name().isEmpty()) {
                out.put(' ');
                Escapes.words(out, principal.name());
            }
            out.ascii(" on ");
            Escapes.words(out, principal.listener());
            out.ascii("  ");
        }
        ids.write(out, event.exchange);
        colour(out, NORMAL);
    }

    private void colour(ByteWriter out, String code) {
        if (colour) {
            out.ascii(code);
        }
    }

    private static void duration(long nanos, ByteWriter out) {
        long micros = (nanos + 500) / 1_000;
        if (micros < 1_000) {
            out.decimal(micros).ascii(" us");
        } else if (micros < 1_000_000) {
            tenths(micros / 100, " ms", out);
        } else if (micros < 120_000_000) {
            tenths(micros / 100_000, " s", out);
        } else {
            tenths(micros / 6_000_000, " min", out);
        }
    }

    private static void bytes(long count, ByteWriter out) {
        if (count < 1024) {
            out.decimal(count).ascii(BYTE_UNITS[0]);
            return;
        }
        int unit = 1;
        while (count >= 1024L << 10 && unit < BYTE_UNITS.length - 1) {
            count >>= 10;
            unit++;
        }
        tenths(count * 10 >> 10, BYTE_UNITS[unit], out);
    }

    private static void tenths(long value, String unit, ByteWriter out) {
        out.decimal(value / 10).put('.').put('0' + (int) (value % 10)).ascii(unit);
    }

    private void right(ByteWriter out, int width) {
        pad(out, width - cell.length());
        out.put(cell.bytes(), 0, cell.length());
    }

    private static void left(ByteWriter out, String word, int width) {
        out.ascii(word);
        pad(out, width - word.length());
    }

    private static void pad(ByteWriter out, int count) {
        if (count > 0) {
            out.put(BLANKS, 0, count);
        }
    }
}
