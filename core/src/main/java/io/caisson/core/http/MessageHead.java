package io.caisson.core.http;

import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the heads of requests and responses have in common: header fields as positions in the bytes they were read from,
 * and the framing that follows from them. A reused object, valid until its parser's next call.
 */
public abstract sealed class MessageHead permits RequestHead, ResponseHead {
    byte[] bytes = new byte[0];
    Framing framing = Framing.NONE;
    long contentLength;
    int headerCount;
    boolean lengthSeen;
    boolean codingSeen;
    boolean closeSeen;
    boolean keepAliveSeen;

    /** Whether a Connection field names other fields. */
    private boolean connectionNames;

    /** Per field: start and end of the name, start and end of the value. */
    int[] fields = new int[4 * 32];

    /** Per field: whether it goes on to the other side. */
    boolean[] forwarded = new boolean[32];

    @Nullable
    Reason malformed;

    MessageHead() {}

    /** Why the bytes are no acceptable head, or null when they are. */
    public @Nullable Reason malformed() {
        return malformed;
    }

    /** The bytes that the positions of this head refer to. */
    public byte[] bytes() {
        return bytes;
    }

    /** How the body ends. */
    public Framing framing() {
        return framing;
    }

    /** The body's bytes where the framing is {@link Framing#LENGTH}, otherwise 0. */
    public long contentLength() {
        return contentLength;
    }

    public int headerCount() {
        return headerCount;
    }

    /** A field's name as it came; allocates. */
    public String fieldName(int index) {
        return text(fields[4 * index], fields[4 * index + 1]);
    }

    /** A field's value, a character a byte; allocates. */
    public String fieldValue(int index) {
        return text(fields[4 * index + 2], fields[4 * index + 3]);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Writes the fields that go on to the other side, each with its line end; names and order stay as they came. */
    public void writeForwardedFields(ByteWriter out) {
        for (int i = 0; i < headerCount; i++) {
            if (forwarded[i]) {
                int f = 4 * i;
                out.put(bytes, fields[f], fields[f + 1] - fields[f]);
                out.put(':').put(' ');
                out.put(bytes, fields[f + 2], fields[f + 3] - fields[f + 2]);
                out.put('\r').put('\n');
            }
        }
    }

    void begin(byte[] source) {
        bytes = source;
        malformed = null;
        framing = Framing.NONE;
        contentLength = 0;
        headerCount = 0;
        lengthSeen = false;
        codingSeen = false;
        closeSeen = false;
        keepAliveSeen = false;
        connectionNames = false;
    }

    /** Takes up one field; answers why the head is refused, or null. */
    abstract @Nullable Reason field(int index, int nameStart, int nameEnd, int start, int end);

    /** The checks that need the whole section; answers why the head is refused, or null. */
    abstract @Nullable Reason finish();

    /** Whether a Connection field may name this field, to be dropped with it; if not, the head is refused. */
    abstract boolean mayBeNamed(int nameStart, int nameEnd);

    final int refuse(Reason reason) {
        malformed = reason;
        return FieldSection.MALFORMED;
    }

    final void store(int index, int nameStart, int nameEnd, int start, int end) {
        if (4 * index == fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
            forwarded = Arrays.copyOf(forwarded, 2 * forwarded.length);
        }
        fields[4 * index] = nameStart;
        fields[4 * index + 1] = nameEnd;
        fields[4 * index + 2] = start;
        fields[4 * index + 3] = end;
        forwarded[index] = true;
        headerCount = index + 1;
    }

    final @Nullable Reason drop(int index) {
        forwarded[index] = false;
        return null;
    }

    final boolean is(int from, int to, String lowerCase) {
        return Octets.equalsIgnoreCase(bytes, from, to, lowerCase);
    }

    final boolean starts(int from, int to, String lowerCase) {
        return Octets.startsWithIgnoreCase(bytes, from, to, lowerCase);
    }

    /** A length in digits, at most eighteen of them, which fit a long; otherwise -1. */
    final long decimal(int start, int end) {
        if (start == end || end - start > 18) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /**
     * Takes up a Content-Length; false when it is a second one or no plain number. Equal duplicates are refused too.
     */
    final boolean takeLength(int start, int end) {
        long length = decimal(start, end);
        if (lengthSeen || length < 0) {
            return false;
        }
        lengthSeen = true;
        contentLength = length;
        if (framing == Framing.NONE) {
            framing = Framing.LENGTH;
        }
        return true;
    }

    /** Takes up a Transfer-Encoding; false when it is a second one or anything but {@code chunked}. */
    final boolean takeCoding(int start, int end) {
        if (codingSeen || !is(start, end, "chunked")) {
            return false;
        }
        codingSeen = true;
        framing = Framing.CHUNKED;
        return true;
    }

    /** Takes up a Connection field: what it says itself, and whether it names other fields. */
    final void takeConnection(int start, int end) {
        for (int position = start; position < end; ) {
            int comma = FieldList.elementEnd(bytes, position, end);
            int from = FieldList.skipBlank(bytes, position, comma);
            int to = FieldList.trimBlank(bytes, from, comma);
            if (is(from, to, "close")) {
                closeSeen = true;
            } else if (is(from, to, "keep-alive")) {
                keepAliveSeen = true;
            } else if (from < to && !is(from, to, "upgrade")) {
                connectionNames = true;
            }
            position = comma + 1;
        }
    }

    /** Drops the fields that Connection fields name; false when one of them may not be named. */
    final boolean dropNamed() {
        for (int i = 0; connectionNames && i < headerCount; i++) {
            if (is(fields[4 * i], fields[4 * i + 1], "connection")
                    && !dropNamed(fields[4 * i + 2], fields[4 * i + 3])) {
                return false;
            }
        }
        return true;
    }

    private boolean dropNamed(int listStart, int listEnd) {
        for (int i = 0; i < headerCount; i++) {
            int nameStart = fields[4 * i];
            int nameEnd = fields[4 * i + 1];
            if (!FieldList.lists(bytes, listStart, listEnd, nameStart, nameEnd)) {
                continue;
            }
            if (!mayBeNamed(nameStart, nameEnd)) {
                return false;
            }
            forwarded[i] = false;
        }
        return true;
    }
}
