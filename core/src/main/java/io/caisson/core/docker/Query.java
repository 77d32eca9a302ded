package io.caisson.core.docker;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Octets;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a call, decoded once as the engine does: pairs split at {@code &}, a plus sign for a space, percent
 * escapes. What the engine reads in two ways, drops or refuses depending on the operation is refused here. Reused;
 * allocates nothing once it has its size.
 */
public final class Query {
    /** Most parameters of one query; real clients send a handful, and a list of names when images are saved. */
    static final int PARAMETERS_MAX = 1024;

    private final ByteWriter decoded = new ByteWriter(256);
    /** Per pair: start of the name, end of the name, start of the value, end of the value. */
    private int[] pairs = new int[4 * 16];

    private int count;

    /** How many parameters there are. */
    public int size() {
        return count;
    }

    /** A parameter's name; allocates. */
    public String name(int index) {
        return text(pairs[4 * index], pairs[4 * index + 1]);
    }

    /** A parameter's value, decoded, invalid UTF-8 as U+FFFD; allocates. */
    public String value(int index) {
        return text(pairs[4 * index + 2], pairs[4 * index + 3]);
    }

    /** The value of the one parameter with this name, compared exactly; allocates. */
    public Optional<String> value(String name) {
        for (int i = 0; i < count; i++) {
            if (name(i).equals(name)) {
                return Optional.of(value(i));
            }
        }
        return Optional.empty();
    }

    private String text(int from, int to) {
        return new String(decoded.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    void clear() {
        count = 0;
        decoded.clear();
    }

    /** Gives the one parameter with this name another value; does nothing where there is none. */
    void replace(String name, String value) {
        for (int i = 0; i < count; i++) {
            if (name(i).equals(name)) {
                pairs[4 * i + 2] = decoded.length();
                decoded.put(value.getBytes(StandardCharsets.UTF_8));
                pairs[4 * i + 3] = decoded.length();
                return;
            }
        }
    }

    /** Gives the one parameter with this name a value, whether it is there or not. */
    void set(String name, String value) {
        if (value(name).isPresent()) {
            replace(name, value);
            return;
        }
        int at = 4 * count;
        if (at == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * at);
        }
        pairs[at] = decoded.length();
        decoded.put(name.getBytes(StandardCharsets.UTF_8));
        pairs[at + 1] = decoded.length();
        pairs[at + 2] = decoded.length();
        decoded.put(value.getBytes(StandardCharsets.UTF_8));
        pairs[at + 3] = decoded.length();
        count++;
    }

    /** Decodes a query, without its question mark; answers why it is refused, or null. */
    @Nullable
    Reason parse(byte[] bytes, int from, int to, Operation operation) {
        clear();
        int start = from;
        while (start < to) {
            int end = start;
            while (end < to && bytes[end] != '&') {
                end++;
            }
            // Empty pairs mean nothing to the engine.
            if (end > start && !pair(bytes, start, end, operation)) {
                return Reason.QUERY_MALFORMED;
            }
            start = end + 1;
        }
        return null;
    }

    private boolean pair(byte[] bytes, int from, int to, Operation operation) {
        if (count == PARAMETERS_MAX) {
            return false;
        }
        int equals = from;
        while (equals < to && bytes[equals] != '=') {
            equals++;
        }
        int at = 4 * count;
        if (at == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * at);
        }
        pairs[at] = decoded.length();
        boolean valid = decode(bytes, from, equals);
        pairs[at + 1] = decoded.length();
        pairs[at + 2] = decoded.length();
        valid = valid && decode(bytes, Math.min(equals + 1, to), to);
        pairs[at + 3] = decoded.length();
        count++;
        if (!valid || pairs[at + 1] == pairs[at]) {
            return false;
        }
        int earlier = earlier();
        if (earlier < 0 || operation.repeats(name(count - 1))) {
            return true;
        }
        // Not sent on, so that no engine can take another value than the one that was judged.
        count--;
        return Arrays.equals(
                decoded.bytes(), pairs[earlier], pairs[earlier + 1], decoded.bytes(), pairs[at], pairs[at + 1]);
    }

    /** Appends the decoded octets; false at a bad escape, or at the semicolon that Go refuses and others split at. */
    private boolean decode(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte octet = bytes[i];
            if (octet == ';') {
                return false;
            } else if (octet == '+') {
                decoded.put(' ');
            } else if (octet != '%') {
                decoded.put(octet);
            } else {
                int value = i + 2 < to ? Octets.hex(bytes[i + 1]) << 4 | Octets.hex(bytes[i + 2]) : -1;
                if (value < 0) {
                    return false;
                }
                decoded.put(value);
                i += 2;
            }
        }
        return true;
    }

    /**
     * Where the first pair with the last one's name is, or -1. Docker takes the first of two, Podman the last and
     * without regard to case: the first counts here and is sent alone, and names that differ in case only are refused.
     * Clients do repeat names: dockerode puts all fields of a new container into the query, lists as repetitions.
     */
    private int earlier() {
        byte[] bytes = decoded.bytes();
        int last = 4 * (count - 1);
        for (int i = 0; i < last; i += 4) {
            if (Octets.equalsIgnoreCase(bytes, pairs[i], pairs[i + 1], bytes, pairs[last], pairs[last + 1])) {
                return i;
            }
        }
        return -1;
    }

    /** Writes the query in canonical percent-encoding, with its question mark; nothing when it is empty. */
    void write(ByteWriter out) {
        for (int i = 0; i < count; i++) {
            out.put(i == 0 ? '?' : '&');
            encode(out, pairs[4 * i], pairs[4 * i + 1]);
            out.put('=');
            encode(out, pairs[4 * i + 2], pairs[4 * i + 3]);
        }
    }

    private void encode(ByteWriter out, int from, int to) {
        byte[] bytes = decoded.bytes();
        for (int i = from; i < to; i++) {
            if (Octets.isUnreserved(bytes[i])) {
                out.put(bytes[i]);
            } else {
                out.percent(bytes[i]);
            }
        }
    }
}
