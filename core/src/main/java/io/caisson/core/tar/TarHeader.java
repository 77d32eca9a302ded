package io.caisson.core.tar;

import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The fields of one header block; forms that readers read in different ways are refused. */
final class TarHeader {
    static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int PREFIX = 345;
    private static final int PREFIX_BYTES = 155;

    private final byte[] block;
    private final long at;

    /** The header at a place in the archive; its checksum must be right. */
    TarHeader(byte[] block, long at) throws TarFault {
        this.block = block;
        this.at = at;
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        if (octal(148, 8) != sum) {
            throw new TarFault(
                    Reason.BODY_AMBIGUOUS,
                    at == 0
                            ? "no plain tar archive; a compressed one is not read"
                            : "a checksum is wrong at byte " + at);
        }
        if (!isUstar() && !isGnu() && !isZero(257, 265)) {
            throw fault("a header of no known format");
        }
        if (isGnu() && !isZero(PREFIX, PREFIX + PREFIX_BYTES)) {
            // Some readers take the field for a part of the name where it is no time.
            throw fault("a header with times or sparse parts");
        }
        if (isUstar() && block[508] == 't' && block[509] == 'a' && block[510] == 'r') {
            throw fault("a header with a shorter prefix");
        }
    }

    private boolean isUstar() {
        return begins("ustar\00000");
    }

    private boolean isGnu() {
        return begins("ustar  \0");
    }

    private boolean begins(String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (block[257 + i] != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    long size() throws TarFault {
        return number(124, 12);
    }

    long mode() throws TarFault {
        return number(100, 8);
    }

    long user() throws TarFault {
        return number(108, 8);
    }

    String link() throws TarFault {
        return text(157, NAME_BYTES);
    }

    String name() throws TarFault {
        String name = text(0, NAME_BYTES);
        String prefix = isUstar() ? text(PREFIX, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Octal digits, or a number of base 256 that is not negative. */
    private long number(int from, int length) throws TarFault {
        if ((block[from] & 0x80) == 0) {
            return octal(from, length);
        }
        if ((block[from] & 0xff) != 0x80 || length > Long.BYTES && !isZero(from + 1, from + length - Long.BYTES + 1)) {
            throw fault("a number is negative or too large");
        }
        long value = 0;
        for (int i = Math.max(from + 1, from + length - Long.BYTES + 1); i < from + length; i++) {
            value = value << 8 | block[i] & 0xff;
        }
        return value;
    }

    /** Octal digits with blanks or zeros around them. */
    private long octal(int from, int length) throws TarFault {
        long value = 0;
        int i = from;
        int end = from + length;
        while (i < end && block[i] == ' ') {
            i++;
        }
        while (i < end && block[i] >= '0' && block[i] <= '7') {
            value = value << 3 | block[i++] - '0';
        }
        for (; i < end; i++) {
            if (block[i] != ' ' && block[i] != 0) {
                throw fault("a number is not octal");
            }
        }
        return value;
    }

    private String text(int from, int length) throws TarFault {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return decoded(block, from, end - from, at);
    }

    static String decoded(byte[] bytes, int from, int length, long at) throws TarFault {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw fault("a name is not UTF-8", at);
        }
    }

    /** A name without what means nothing in it; one that leads outside means something else to each reader. */
    static String clean(String name, long at) throws TarFault {
        String path = name;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.endsWith("/") && path.length() > 1) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.equals(".")) {
            path = "";
        }
        int start = path.startsWith("/") ? 1 : 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String segment = path.substring(start, end);
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || end == path.length() - 1) {
                throw fault("the name `" + name + "` has empty or dotted segments", at);
            }
            start = end + 1;
        }
        return path;
    }

    private TarFault fault(String what) {
        return fault(what, at);
    }

    static TarFault fault(String what, long at) {
        return new TarFault(Reason.BODY_AMBIGUOUS, "the archive: " + what + " at byte " + at);
    }
}
