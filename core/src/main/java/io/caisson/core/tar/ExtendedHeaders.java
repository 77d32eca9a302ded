package io.caisson.core.tar;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What extended headers say of the next entry: POSIX records of the form {@code 12 path=abc\n}, and GNU's long names.
 * Of records that change what an entry is, only names, size and the fact of rights are taken; other records change
 * nothing that is judged.
 */
final class ExtendedHeaders {
    private static final String PATH = "path";
    private static final String LINK = "linkpath";
    private static final String SIZE = "size";
    private static final String CAPABILITY = "SCHILY.xattr.security.capability";

    private final Map<String, String> values = new HashMap<>();
    private boolean recordsSeen;
    private boolean capable;

    boolean isEmpty() {
        return values.isEmpty() && !recordsSeen;
    }

    void clear() {
        values.clear();
        recordsSeen = false;
        capable = false;
    }

    Optional<String> path() {
        return Optional.ofNullable(values.get(PATH));
    }

    Optional<String> link() {
        return Optional.ofNullable(values.get(LINK));
    }

    boolean capable() {
        return capable;
    }

    /** The size, or the one of the header where nothing is said of it. */
    long size(long otherwise, long at) throws TarFault {
        String said = values.get(SIZE);
        if (said == null) {
            return otherwise;
        }
        if (said.length() > 18 || !said.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw TarHeader.fault("a size in an extended header is no plain number", at);
        }
        return Long.parseLong(said);
    }

    /** Takes up the content of a header of type {@code x} or {@code g}. */
    void records(byte[] content, int length, boolean ofAll, long at) throws TarFault {
        if (recordsSeen || ofAll && !isEmpty()) {
            // Some readers take the last, some all of them.
            throw TarHeader.fault("two extended headers for one entry", at);
        }
        recordsSeen |= !ofAll;
        int start = 0;
        while (start < length) {
            int blank = start;
            int size = 0;
            while (blank < length && content[blank] >= '0' && content[blank] <= '9' && size < 1 << 20) {
                size = 10 * size + content[blank++] - '0';
            }
            int end = start + size;
            if (blank == start
                    || blank >= length
                    || content[blank] != ' '
                    || end > length
                    || end <= blank + 1
                    || content[end - 1] != '\n') {
                throw TarHeader.fault("an extended header is malformed", at);
            }
            record(content, blank + 1, end - 1, ofAll, at);
            start = end;
        }
    }

    private void record(byte[] content, int from, int to, boolean ofAll, long at) throws TarFault {
        int equals = from;
        while (equals < to && content[equals] != '=') {
            equals++;
        }
        // Values of attributes are bytes of any kind; names of records are text.
        String key = new String(content, from, equals - from, StandardCharsets.ISO_8859_1);
        if (equals == to || key.isEmpty() || key.startsWith("GNU.sparse.") || key.equals("hdrcharset")) {
            throw TarHeader.fault("an extended header that readers read in different ways", at);
        }
        if (key.equals(PATH) || key.equals(LINK) || key.equals(SIZE)) {
            if (ofAll) {
                throw TarHeader.fault("a header for all entries names one", at);
            }
            put(key, TarHeader.decoded(content, equals + 1, to - equals - 1, at), at);
        } else if (key.equals(CAPABILITY)) {
            if (ofAll) {
                throw TarHeader.fault("a header for all entries gives rights", at);
            }
            capable = true;
        }
    }

    /** Takes up a long name of GNU's. */
    void longName(boolean ofLink, byte[] content, int length, long at) throws TarFault {
        int end = 0;
        while (end < length && content[end] != 0) {
            end++;
        }
        put(ofLink ? LINK : PATH, TarHeader.decoded(content, 0, end, at), at);
    }

    private void put(String key, String value, long at) throws TarFault {
        if (value.indexOf('\0') >= 0 || value.isEmpty() || values.put(key, value) != null) {
            throw TarHeader.fault("an extended header is ambiguous", at);
        }
    }
}
