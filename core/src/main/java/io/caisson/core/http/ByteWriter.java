package io.caisson.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array to write heads, targets and records into; reused, so that writing allocates nothing once it has
 * its size. Confined to one thread.
 */
public final class ByteWriter {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** The backing array; valid up to {@link #length()} until the next write. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets everything after the first {@code length} bytes. */
    public void truncate(int newLength) {
        length = newLength;
    }

    public ByteWriter clear() {
        length = 0;
        return this;
    }

    public ByteWriter put(int value) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    public ByteWriter put(byte[] source) {
        return put(source, 0, source.length);
    }

    public ByteWriter put(byte[] source, int from, int count) {
        if (bytes.length - length < count) {
            grow(count);
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Writes the low byte of each character; for text known to be ASCII. */
    @SuppressWarnings("deprecation") // the one way to copy ASCII out of a string without allocating
    public ByteWriter ascii(String text) {
        int count = text.length();
        if (bytes.length - length < count) {
            grow(count);
        }
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** Writes a number in decimal digits. */
    public ByteWriter decimal(long value) {
        if (value < 0) {
            put('-');
            if (value == Long.MIN_VALUE) {
                return ascii("9223372036854775808");
            }
            value = -value;
        }
        // Below nineteen digits no power of ten overflows; most numbers are small, and their division is the cheaper
        // one.
        int digits = 1;
        for (long power = 10; digits < 19 && value >= power; power *= 10) {
            digits++;
        }
        if (bytes.length - length < digits) {
            grow(digits);
        }
        int at = length + digits;
        length = at;
        for (; value > Integer.MAX_VALUE; value /= 10) {
            bytes[--at] = (byte) ('0' + value % 10);
        }
        int rest = (int) value;
        do {
            int tenth = rest / 10;
            bytes[--at] = (byte) ('0' + rest - 10 * tenth);
            rest = tenth;
        } while (rest > 0);
        return this;
    }

    /** Writes {@code %XX}. */
    public ByteWriter percent(int octet) {
        return put('%').put(HEX[(octet >> 4) & 15]).put(HEX[octet & 15]);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void grow(int count) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
}
