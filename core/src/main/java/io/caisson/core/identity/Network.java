package io.caisson.core.identity;

import java.util.Optional;

/**
 * A network of addresses: those whose first bits are the same. One of IPv4 holds no address of IPv6, and the other way
 * round.
 *
 * @param address the first address; what is beyond the bits is zero
 * @param bits how many bits count, of 128 in either family
 */
public record Network(IpAddress address, int bits) {
    public Network {
        if (bits < 0 || bits > IpAddress.BITS || !address.prefix(bits).equals(address)) {
            throw new IllegalArgumentException("no network: " + address + " with " + bits + " bits");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone; empty for anything else, also for an
     * address with bits beyond the prefix, which may be a slip of the hand in either part.
     */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        // One that is written as mapped counts its bits as IPv6 does.
        boolean four = text.indexOf(':') < 0;
        int most = four ? IpAddress.BITS - IpAddress.MAPPED_BITS : IpAddress.BITS;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1), most);
        if (bits < 0) {
            return Optional.empty();
        }
        int counted = four ? bits + IpAddress.MAPPED_BITS : bits;
        return address.filter(first -> first.prefix(counted).equals(first)).map(first -> new Network(first, counted));
    }

    private static int bits(String text, int most) {
        boolean digits = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > 1 && text.charAt(0) == '0') {
            return -1;
        }
        int bits = Integer.parseInt(text);
        return bits <= most ? bits : -1;
    }

    /** Whether an address is in it. */
    public boolean holds(IpAddress other) {
        boolean four = bits >= IpAddress.MAPPED_BITS && address.isFour();
        return other.isFour() == four && other.prefix(bits).equals(address);
    }
}
