package io.caisson.conformance.router;

import java.util.Arrays;
import java.util.function.Consumer;

/** The wire format of protocol buffers, as far as length-delimited fields go. */
final class Protobuf {
    private Protobuf() {}

    /** Calls for each length-delimited field with this number. */
    static void each(byte[] message, int number, Consumer<byte[]> consumer) {
        int[] at = {0};
        while (at[0] < message.length) {
            long key = varint(message, at);
            switch ((int) (key & 7)) {
                case 0 -> varint(message, at);
                case 1 -> at[0] += 8;
                case 5 -> at[0] += 4;
                case 2 -> {
                    int length = (int) varint(message, at);
                    if (key >>> 3 == number) {
                        consumer.accept(Arrays.copyOfRange(message, at[0], at[0] + length));
                    }
                    at[0] += length;
                }
                default -> throw new IllegalArgumentException("wire type of key " + key);
            }
        }
    }

    /** The first such field, or nothing. */
    static byte[] first(byte[] message, int number) {
        byte[][] found = new byte[1][];
        each(message, number, field -> found[0] = found[0] == null ? field : found[0]);
        return found[0] == null ? new byte[0] : found[0];
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        int shift = 0;
        byte octet;
        do {
            octet = message[at[0]++];
            value |= (octet & 0x7fL) << shift;
            shift += 7;
        } while (octet < 0);
        return value;
    }
}
