package io.caisson.core.identity;

import java.util.Optional;

/**
 * An IP address of either family in one form: an IPv4 address is what it is mapped to in IPv6 ({@code ::ffff:a.b.c.d}),
 * so that the same client has the same address however its listener's socket sees it.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record IpAddress(long high, long low) {
    /** Bits of an address. */
    static final int BITS = 128;
    /** Bits in front of an IPv4 address. */
    static final int MAPPED_BITS = 96;

    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int GROUPS = 8;
    private static final int TEXT_CHARS_MAX = 45;

    /**
     * From four or sixteen bytes in network order.
     *
     * @throws IllegalArgumentException for any other number of bytes
     */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length == 4) {
            return new IpAddress(0, MAPPED | number(bytes, 0, 4));
        }
        if (bytes.length == 16) {
            return new IpAddress(number(bytes, 0, 8), number(bytes, 8, 8));
        }
        throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }

    /** Reads {@code 192.0.2.7} or {@code 2001:db8::7}; without brackets, port or zone; empty for anything else. */
    public static Optional<IpAddress> parse(String text) {
        if (text.isEmpty() || text.length() > TEXT_CHARS_MAX) {
            return Optional.empty();
        }
        if (text.indexOf(':') < 0) {
            long four = four(text);
            return four < 0 ? Optional.empty() : Optional.of(new IpAddress(0, MAPPED | four));
        }
        return sixteen(text);
    }

    /** Whether it is an IPv4 address. */
    public boolean isFour() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /** Four decimal numbers without leading zeros, which some read as octal; -1 for anything else. */
    private static long four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long address = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || part.length() > 1 && part.charAt(0) == '0') {
                return -1;
            }
            int value = 0;
            for (int i = 0; i < part.length(); i++) {
                int digit = part.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                value = 10 * value + digit;
            }
            if (value > 255) {
                return -1;
            }
            address = address << 8 | value;
        }
        return address;
    }

    private static Optional<IpAddress> sixteen(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            return all.length == GROUPS ? Optional.of(of(all, new int[0])) : Optional.empty();
        }
        int[] front = groups(text.substring(0, gap));
        String rest = text.substring(gap + 2);
        int[] back = groups(rest);
        boolean whole = (gap == 0 || front.length > 0) && (rest.isEmpty() || back.length > 0);
        return whole && front.length + back.length < GROUPS ? Optional.of(of(front, back)) : Optional.empty();
    }

    /** Groups of hexadecimal digits, the last perhaps an IPv4 address; none where anything else is written. */
    private static int[] groups(String text) {
        String[] parts = text.split(":", -1);
        int[] groups = new int[GROUPS];
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean mapped = part.indexOf('.') >= 0;
            if (count + (mapped ? 2 : 1) > GROUPS) {
                return new int[0];
            }
            if (mapped) {
                long four = i == parts.length - 1 ? four(part) : -1;
                if (four < 0) {
                    return new int[0];
                }
                groups[count++] = (int) (four >> 16);
                groups[count++] = (int) (four & 0xffff);
            } else {
                int group = group(part);
                if (group < 0) {
                    return new int[0];
                }
                groups[count++] = group;
            }
        }
        return java.util.Arrays.copyOf(groups, count);
    }

    private static int group(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            int digit = part.charAt(i) < 0x80 ? Character.digit(part.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static IpAddress of(int[] front, int[] back) {
        long[] halves = new long[2];
        for (int i = 0; i < GROUPS; i++) {
            int fromBack = i - (GROUPS - back.length);
            long group = i < front.length ? front[i] : fromBack >= 0 ? back[fromBack] : 0;
            halves[i / 4] = halves[i / 4] << 16 | group;
        }
        return new IpAddress(halves[0], halves[1]);
    }

    /** The first {@code bits} bits, the others zero. */
    IpAddress prefix(int bits) {
        long front = bits >= 64 ? -1 : bits == 0 ? 0 : -1L << (64 - bits);
        long rear = bits >= BITS ? -1 : bits <= 64 ? 0 : -1L << (BITS - bits);
        return new IpAddress(high & front, low & rear);
    }

    /** IPv4 with dots, IPv6 as eight groups without leading zeros. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (isFour()) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.append(low >> shift & 0xff).append(shift == 0 ? "" : ".");
            }
            return out.toString();
        }
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? high : low;
            out.append(i == 0 ? "" : ":").append(Long.toHexString(half >>> (48 - 16 * (i % 4)) & 0xffff));
        }
        return out.toString();
    }
}
