package io.caisson.server.proxy;

import io.caisson.core.http.Octets;
import java.util.Arrays;

/** The data of a chunked body that a {@link io.caisson.core.http.ChunkScanner} has found whole and well-formed. */
final class ChunkedBytes {
    private ChunkedBytes() {}

    /** Takes the data out of its chunks; what follows the last chunk is left aside. */
    static byte[] data(byte[] chunked) {
        byte[] data = new byte[chunked.length];
        int length = 0;
        int position = 0;
        while (true) {
            int size = 0;
            while (chunked[position] != '\r') {
                size = size << 4 | Octets.hex(chunked[position]);
                position++;
            }
            position += 2;
            if (size == 0) {
                return Arrays.copyOf(data, length);
            }
            System.arraycopy(chunked, position, data, length, size);
            length += size;
            position += size + 2;
        }
    }
}
