package io.caisson.core.http;

/** Classes of octets in HTTP messages (RFC 9110, section 5.6; RFC 9112, section 3), as table look-ups. */
public final class Octets {
    private static final int TOKEN = 1;
    private static final int FIELD_VALUE = 2;
    private static final int TARGET = 4;
    private static final int HOST = 8;
    private static final int UNRESERVED = 16;
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            int classes = 0;
            if (alphanumeric || c < 128 && "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                classes |= TOKEN;
            }
            if (c >= 0x20 && c != 0x7f || c == '\t') {
                classes |= FIELD_VALUE;
            }
            if (c > 0x20 && c < 0x7f) {
                classes |= TARGET;
            }
            if (alphanumeric || c < 128 && "!$%&()*+,-.:;=[]'_~".indexOf(c) >= 0) {
                classes |= HOST;
            }
            if (alphanumeric || c < 128 && "-._~".indexOf(c) >= 0) {
                classes |= UNRESERVED;
            }
            CLASSES[c] = (byte) classes;
        }
    }

    private Octets() {}

    /** A character of a token: field names and methods. */
    public static boolean isToken(byte octet) {
        return (CLASSES[octet & 0xff] & TOKEN) != 0;
    }

    /** What a field value may hold: visible characters, space, tab and obs-text, but no other control. */
    public static boolean isFieldValue(byte octet) {
        return (CLASSES[octet & 0xff] & FIELD_VALUE) != 0;
    }

    /** What a request target may hold raw: visible ASCII. More than RFC 3986 allows, as clients send raw JSON. */
    public static boolean isTarget(byte octet) {
        return (CLASSES[octet & 0xff] & TARGET) != 0;
    }

    /** What the engine accepts in a Host field. */
    public static boolean isHost(byte octet) {
        return (CLASSES[octet & 0xff] & HOST) != 0;
    }

    /** What never needs percent-encoding (RFC 3986, section 2.3). */
    public static boolean isUnreserved(byte octet) {
        return (CLASSES[octet & 0xff] & UNRESERVED) != 0;
    }

    /** Space or tab. */
    public static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** The value of a hexadecimal digit, or -1. */
    public static int hex(byte octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        int lower = octet | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Compares with a lower-case ASCII word, ignoring the case of ASCII letters only. */
    public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        return startsWithIgnoreCase(bytes, from, to, lowerCase);
    }

    /** Whether the range starts with a lower-case ASCII word, ignoring the case of ASCII letters only. */
    public static boolean startsWithIgnoreCase(byte[] bytes, int from, int to, String lowerCase) {
        int length = lowerCase.length();
        if (to - from < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte octet = bytes[from + i];
            int folded = octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
            if (folded != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two ranges are equal, ignoring the case of ASCII letters only. */
    public static boolean equalsIgnoreCase(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        if (aTo - aFrom != bTo - bFrom) {
            return false;
        }
        for (int i = aFrom, j = bFrom; i < aTo; i++, j++) {
            int x = a[i] >= 'A' && a[i] <= 'Z' ? a[i] | 0x20 : a[i];
            int y = b[j] >= 'A' && b[j] <= 'Z' ? b[j] | 0x20 : b[j];
            if (x != y) {
                return false;
            }
        }
        return true;
    }
}
