package io.caisson.core.http;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small and nasty changes to bytes, from a seeded generator. */
final class Mutations {
    private static final String[] SCRAPS = {
        "\r\n",
        "\r",
        "\n",
        "\0",
        " ",
        "\t",
        ":",
        ",",
        ";",
        "\r\n ",
        "\r\n\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: ",
        "Host: a\r\n",
        "Connection: close, host\r\n",
        "Upgrade: h2c\r\n",
        "Expect: 100-continue\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/1.1",
        "HTTP/1.0",
        "%00",
        "..",
        "//",
        "\u00c4\u00b0",
        "\u007f",
        "\u00ff",
        "Content-Type: multipart/form-data\r\n",
        "a: b\r\n".repeat(140),
        "a".repeat(33_000),
        "9".repeat(20)
    };

    private Mutations() {}

    /** Changes the bytes in one to four places. */
    static byte[] mutate(byte[] original, List<byte[]> others, Random random) {
        byte[] bytes = original;
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = once(bytes, others, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, List<byte[]> others, Random random) {
        if (bytes.length == 0) {
            return Heads.latin1(SCRAPS[random.nextInt(SCRAPS.length)]);
        }
        int at = random.nextInt(bytes.length);
        int end = at + random.nextInt(bytes.length - at + 1);
        return switch (random.nextInt(8)) {
            case 0 -> replace(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> replace(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 2 -> replace(bytes, at, Math.min(end, at + 8), new byte[0]);
            case 3 -> replace(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> splice(bytes, at, others.get(random.nextInt(others.size())), random);
            default -> replace(bytes, at, at, Heads.latin1(SCRAPS[random.nextInt(SCRAPS.length)]));
        };
    }

    private static byte[] splice(byte[] bytes, int at, byte[] other, Random random) {
        int from = random.nextInt(other.length);
        return replace(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] replace(byte[] bytes, int from, int to, byte[] by) {
        byte[] changed = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(by, 0, changed, from, by.length);
        System.arraycopy(bytes, to, changed, from + by.length, bytes.length - to);
        return changed;
    }
}
