package io.caisson.core.inspect;

import io.caisson.core.inspect.BodyReader.Fault;
import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a whole tar archive that is in memory. What readers of archives read in different ways is refused: compression,
 * sparse files, names that come twice or lead outside, bad checksums, and anything after the end.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int ENTRIES_MAX = 4096;
    private static final int TEXT_BYTES_MAX = 64 << 10;

    private final byte[] bytes;
    private final List<TarFacts.Entry> entries = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    /** What extended headers say of the next entry. */
    private final Map<String, String> extended = new LinkedHashMap<>();

    private TarReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads an archive. */
    static TarFacts read(byte[] bytes) throws Fault {
        TarReader reader = new TarReader(bytes);
        int at = 0;
        while (at + BLOCK <= bytes.length && !reader.isZero(at, at + BLOCK)) {
            at = reader.entry(at);
        }
        if (at < bytes.length && !reader.isZero(at, bytes.length)) {
            throw malformed("something follows the end", at);
        }
        if (!reader.extended.isEmpty()) {
            throw malformed("an extended header has no entry", at);
        }
        return new TarFacts(reader.entries, reader.texts);
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads one entry; answers where the next one begins. */
    private int entry(int at) throws Fault {
        checkSum(at);
        char type = (char) bytes[at + 156];
        long size = number(at + 124, 12, at);
        int content = at + BLOCK;
        if (type == '5' || type == '1' || type == '2' || type == '3' || type == '4' || type == '6') {
            // Such entries have no content, whatever their size says.
            size = 0;
        }
        if (extended.containsKey("size")) {
            throw malformed("a size in an extended header", at);
        }
        if (size > bytes.length - content) {
            throw malformed("an entry is cut", at);
        }
        int end = content + (int) size;
        switch (type) {
            case 'x' -> records(content, end, at);
            case 'g' -> {
                records(content, end, at);
                if (extended.containsKey("path") || extended.containsKey("linkpath")) {
                    throw malformed("a header for all entries names one", at);
                }
                extended.clear();
            }
            case 'L' -> extended.put("path", zeroEnded(content, (int) size, at));
            case 'K' -> extended.put("linkpath", zeroEnded(content, (int) size, at));
            case '0', '\0', '1', '2', '3', '4', '5', '6' -> add(at, type, size, content);
            default -> throw malformed("an entry of the type `" + (type < ' ' ? '?' : type) + "`", at);
        }
        int next = content + ((int) size + BLOCK - 1) / BLOCK * BLOCK;
        if (next > bytes.length) {
            throw malformed("an entry is cut", at);
        }
        return next;
    }

    private void add(int at, char type, long size, int content) throws Fault {
        String name = extended.containsKey("path") ? extended.getOrDefault("path", "") : headerName(at);
        String link =
                extended.containsKey("linkpath") ? extended.getOrDefault("linkpath", "") : zeroEnded(at + 157, 100, at);
        extended.clear();
        boolean folder = type == '5' || type == '\0' && name.endsWith("/");
        String path = clean(name, at);
        if (!names.add(path)) {
            throw malformed("the name `" + path + "` comes twice", at);
        }
        if (entries.size() == ENTRIES_MAX) {
            throw new Fault(Reason.BODY_TOO_COMPLEX, "more than " + ENTRIES_MAX + " entries");
        }
        String word = switch (type) {
            case '1' -> "link";
            case '2' -> "symlink";
            case '3', '4', '6' -> "device";
            default -> folder ? "folder" : "file";
        };
        entries.add(new TarFacts.Entry(path, word, size, number(at + 100, 8, at), number(at + 108, 8, at), link));
        if (word.equals("file") && size <= TEXT_BYTES_MAX) {
            try {
                texts.put(path, text(content, (int) size));
            } catch (CharacterCodingException binary) {
                // It is no text, and so not among the texts.
            }
        }
    }

    /** A name without what means nothing in it; one that leads outside means something else to each reader. */
    private static String clean(String name, int at) throws Fault {
        String path = name;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.equals(".")) {
            path = "";
        }
        for (String segment : path.split("/", -1)) {
            boolean root = path.isEmpty() || path.startsWith("/") && segment.isEmpty();
            if (segment.equals("..") || segment.equals(".") || segment.isEmpty() && !root || path.contains("//")) {
                throw malformed("the name `" + name + "` has empty or dotted segments", at);
            }
        }
        return path;
    }

    private String headerName(int at) throws Fault {
        String name = zeroEnded(at, 100, at);
        boolean ustar = bytes[at + 257] == 'u' && bytes[at + 262] == 0;
        String prefix = ustar ? zeroEnded(at + 345, 155, at) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Records of the form {@code 12 path=abc\n}; of those that change what an entry is, only names are taken. */
    private void records(int from, int to, int at) throws Fault {
        int start = from;
        while (start < to) {
            int blank = start;
            int length = 0;
            while (blank < to && bytes[blank] >= '0' && bytes[blank] <= '9' && length < 1 << 20) {
                length = 10 * length + bytes[blank++] - '0';
            }
            int end = start + length;
            if (blank == start
                    || blank >= to
                    || bytes[blank] != ' '
                    || end > to
                    || end <= blank + 1
                    || bytes[end - 1] != '\n') {
                throw malformed("an extended header is malformed", at);
            }
            String record = decoded(blank + 1, end - 1 - (blank + 1), at);
            int equals = record.indexOf('=');
            String key = equals < 0 ? "" : record.substring(0, equals);
            if (key.isEmpty() || key.startsWith("GNU.sparse.") || key.equals("hdrcharset")) {
                throw malformed("an extended header that readers read in different ways", at);
            }
            boolean taken = key.equals("path") || key.equals("linkpath") || key.equals("size");
            String value = record.substring(equals + 1);
            if (taken && (value.indexOf('\0') >= 0 || value.isEmpty() || extended.put(key, value) != null)) {
                throw malformed("an extended header is ambiguous", at);
            }
            start = end;
        }
    }

    private void checkSum(int at) throws Fault {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : bytes[at + i] & 0xff;
        }
        if (number(at + 148, 8, at) != sum) {
            throw new Fault(
                    Reason.BODY_AMBIGUOUS,
                    at == 0
                            ? "no plain tar archive; a compressed one is not read"
                            : "a checksum is wrong at byte " + at);
        }
    }

    /** Octal digits with blanks or zeros around them. */
    private long number(int from, int length, int at) throws Fault {
        long value = 0;
        int i = from;
        int end = from + length;
        while (i < end && bytes[i] == ' ') {
            i++;
        }
        while (i < end && bytes[i] >= '0' && bytes[i] <= '7') {
            value = value << 3 | bytes[i++] - '0';
        }
        for (; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != 0) {
                throw malformed("a number is not octal", at);
            }
        }
        return value;
    }

    private String zeroEnded(int from, int length, int at) throws Fault {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return decoded(from, end - from, at);
    }

    private String decoded(int from, int length, int at) throws Fault {
        try {
            return text(from, length);
        } catch (CharacterCodingException invalid) {
            throw malformed("a name is not UTF-8", at);
        }
    }

    private String text(int from, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, length))
                .toString();
    }

    private static Fault malformed(String what, int at) {
        return new Fault(Reason.BODY_AMBIGUOUS, "the archive: " + what + " at byte " + at);
    }
}
