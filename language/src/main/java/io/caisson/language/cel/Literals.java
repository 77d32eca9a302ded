package io.caisson.language.cel;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression with sizes and times written out as numbers: {@code 2GiB} in bytes, {@code 10s} in nanoseconds, as
 * bodies have them. It knows where each character came from.
 */
final class Literals {
    private final String source;
    private final String text;
    /** Per literal: its start in the new text and in the source, its end in both, and 1 for a time. */
    private final List<int[]> anchors;

    private Literals(String source, String text, List<int[]> anchors) {
        this.source = source;
        this.text = text;
        this.anchors = anchors;
    }

    /** Writes out the literals of an expression; strings and comments stay as they are. */
    static Literals of(String source) {
        StringBuilder out = new StringBuilder();
        List<int[]> anchors = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            int end = at + 1;
            if (c == '"' || c == '\'' || c == '`') {
                end = stringEnd(source, at);
            } else if (source.startsWith("//", at)) {
                end = lineEnd(source, at);
            } else if (isWord(c)) {
                while (end < source.length() && isWord(source.charAt(end))) {
                    end++;
                }
                String written = number(source.substring(at, end));
                if (!written.isEmpty() && (at == 0 || source.charAt(at - 1) != '.')) {
                    out.append(written);
                    int time = source.charAt(end - 1) == 'B' ? 0 : 1;
                    anchors.add(new int[] {out.length() - written.length(), at, out.length(), end, time});
                    at = end;
                    continue;
                }
            }
            out.append(source, at, end);
            at = end;
        }
        return new Literals(source, out.toString(), anchors);
    }

    /** The expression as the library reads it. */
    String text() {
        return text;
    }

    /** The offset in the source of a place in the text. */
    int sourceOffset(int line, int column) {
        int offset = column;
        for (int i = 1, start = 0; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
            offset = start + column;
        }
        int shift = 0;
        for (int[] anchor : anchors) {
            if (offset >= anchor[2]) {
                shift = anchor[3] - anchor[2];
            } else if (offset >= anchor[0]) {
                return anchor[1];
            }
        }
        return Math.min(offset + shift, source.length());
    }

    /** Whether a time was written where this offset in the text is. */
    boolean isTime(int offset) {
        for (int[] anchor : anchors) {
            if (offset >= anchor[0] && offset < anchor[2]) {
                return anchor[4] == 1;
            }
        }
        return false;
    }

    /** The number that a literal stands for, or empty text. */
    private static String number(String word) {
        int unit = 0;
        while (unit < word.length() && word.charAt(unit) >= '0' && word.charAt(unit) <= '9') {
            unit++;
        }
        if (unit == 0 || unit > 15) {
            return "";
        }
        long count = Long.parseLong(word.substring(0, unit));
        long factor = switch (word.substring(unit)) {
            case "B" -> 1L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case "TiB" -> 1L << 40;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 0;
        };
        return factor == 0 || count > Long.MAX_VALUE / factor ? "" : Long.toString(count * factor);
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /** The end of a string, raw or not, of one quote or of three; of an open one, the end of the text. */
    private static int stringEnd(String text, int at) {
        char quote = text.charAt(at);
        boolean raw = at > 0 && "rR".indexOf(text.charAt(at - 1)) >= 0;
        String end = String.valueOf(quote).repeat(3);
        int from = at + 3;
        if (!text.startsWith(end, at)) {
            end = String.valueOf(quote);
            from = at + 1;
        }
        while (from < text.length() && !text.startsWith(end, from)) {
            from += !raw && text.charAt(from) == '\\' ? 2 : 1;
        }
        return Math.min(from + end.length(), text.length());
    }
}
