package io.caisson.server.testing;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads requests as carelessly as a server may: lines end at a line feed, fields are folded, a coding beats a length and
 * anything behind a chunk's size is skipped. What such a reader makes of the gate's bytes is what an engine at worst does.
 */
public final class LenientReader {
    private final Wire wire;

    public LenientReader(Wire wire) {
        this.wire = wire;
    }

    /** A request as this reader understands it. */
    public record Request(String line, int bodyBytes) {}

    /** The next request, its body included. */
    public Request next() throws IOException {
        String line = line();
        while (line.isEmpty()) {
            line = line();
        }
        long length = 0;
        boolean chunked = false;
        String field = line();
        for (String next = field; !field.isEmpty(); field = next) {
            next = line();
            while (next.startsWith(" ") || next.startsWith("\t")) {
                field += next;
                next = line();
            }
            String lower = field.toLowerCase(Locale.ROOT).replace(" ", "").replace("\t", "");
            if (lower.startsWith("content-length:")) {
                length = number(lower.substring("content-length:".length()), 10);
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        return new Request(line, chunked ? chunks() : wire.readBytes((int) length).length);
    }

    private int chunks() throws IOException {
        int total = 0;
        while (true) {
            int size = (int) number(line(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // A trailer.
                }
                return total;
            }
            total += wire.readBytes(size).length;
            line();
        }
    }

    /** As many digits as there are. */
    private static long number(String text, int radix) {
        long value = 0;
        for (int i = 0; i < text.length() && Character.digit(text.charAt(i), radix) >= 0; i++) {
            value = radix * value + Character.digit(text.charAt(i), radix);
        }
        return value;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = wire.read(); octet != '\n'; octet = wire.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.append((char) octet);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
