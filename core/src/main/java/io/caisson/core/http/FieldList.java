package io.caisson.core.http;

/** Walks the comma-separated list of a field value (RFC 9110, section 5.6.1) without allocating. */
final class FieldList {
    private FieldList() {}

    /** The end of the element that starts at {@code from}: a comma, or the end of the value. */
    static int elementEnd(byte[] bytes, int from, int end) {
        int position = from;
        while (position < end && bytes[position] != ',') {
            position++;
        }
        return position;
    }

    static int skipBlank(byte[] bytes, int from, int end) {
        int position = from;
        while (position < end && Octets.isBlank(bytes[position])) {
            position++;
        }
        return position;
    }

    static int trimBlank(byte[] bytes, int from, int end) {
        int position = end;
        while (position > from && Octets.isBlank(bytes[position - 1])) {
            position--;
        }
        return position;
    }

    /** Whether one of the elements is the name, ignoring case. */
    static boolean lists(byte[] bytes, int start, int end, int nameStart, int nameEnd) {
        for (int position = start; position < end; ) {
            int comma = elementEnd(bytes, position, end);
            int from = skipBlank(bytes, position, comma);
            if (Octets.equalsIgnoreCase(bytes, from, trimBlank(bytes, from, comma), bytes, nameStart, nameEnd)) {
                return true;
            }
            position = comma + 1;
        }
        return false;
    }
}
