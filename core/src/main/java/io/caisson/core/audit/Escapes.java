package io.caisson.core.audit;

import io.caisson.core.http.ByteWriter;
import java.nio.charset.StandardCharsets;

/** Untrusted text on its way into a line: what is not printable ASCII is written as an escape. */
final class Escapes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Characters that stand for themselves inside a JSON string. */
    private static final boolean[] JSON = new boolean[256];

    /** Characters that stand for themselves in a word of a text line. */
    private static final boolean[] WORD = new boolean[256];

    static {
        for (int c = ' '; c < 0x7f; c++) {
            JSON[c] = c != '"' && c != '\\';
            WORD[c] = JSON[c] && c != ' ';
        }
    }

    private Escapes() {}

    /** Writes the inside of a JSON string (RFC 8259, section 7), each byte as the character of its value. */
    static void json(ByteWriter out, byte[] bytes, int count) {
        int run = 0;
        for (int i = 0; i < count; i++) {
            if (JSON[bytes[i] & 0xff]) {
                continue;
            }
            out.put(bytes, run, i - run);
            run = i + 1;
            jsonEscape(out, bytes[i] & 0xff);
        }
        out.put(bytes, run, count - run);
    }

    /** Writes the inside of a JSON string; at most {@code max} characters of the text. */
    static void json(ByteWriter out, String text, int max) {
        int length = Math.min(text.length(), max);
        if (length == text.length() && isPlain(text, JSON)) {
            out.ascii(text);
            return;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c <= 0xff && JSON[c]) {
                out.put(c);
            } else {
                jsonEscape(out, c);
            }
        }
    }

    /** Writes a word of a text line: no blank, which would begin another word, and nothing that is not printable. */
    static void text(ByteWriter out, byte[] bytes, int count) {
        int run = 0;
        for (int i = 0; i < count; i++) {
            if (WORD[bytes[i] & 0xff]) {
                continue;
            }
            out.put(bytes, run, i - run);
            run = i + 1;
            textEscape(out, bytes[i] & 0xff);
        }
        out.put(bytes, run, count - run);
    }

    /** Writes a word of a text line; at most {@code max} characters of the text. */
    static void text(ByteWriter out, String text, int max) {
        int length = Math.min(text.length(), max);
        if (length == text.length() && isPlain(text, WORD)) {
            out.ascii(text);
            return;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c <= 0xff && WORD[c]) {
                out.put(c);
            } else {
                textEscape(out, c);
            }
        }
    }

    /** Writes words of our own or of the operator's into a text line: as a word, but blanks stay. */
    static void words(ByteWriter out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0xff && (c == ' ' || WORD[c])) {
                out.put(c);
            } else {
                textEscape(out, c);
            }
        }
    }

    private static boolean isPlain(String text, boolean[] plain) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || !plain[c]) {
                return false;
            }
        }
        return true;
    }

    private static void jsonEscape(ByteWriter out, int c) {
        out.put('\\');
        if (c == '"' || c == '\\') {
            out.put(c);
        } else {
            unicode(out, c);
        }
    }

    private static void textEscape(ByteWriter out, int c) {
        out.put('\\');
        if (c == '"' || c == '\\') {
            out.put(c);
        } else if (c > 0xff) {
            unicode(out, c);
        } else {
            out.put('x').put(HEX[c >> 4]).put(HEX[c & 15]);
        }
    }

    private static void unicode(ByteWriter out, int c) {
        out.put('u')
                .put(HEX[c >> 12])
                .put(HEX[c >> 8 & 15])
                .put(HEX[c >> 4 & 15])
                .put(HEX[c & 15]);
    }
}
