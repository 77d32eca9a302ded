package io.caisson.app.tool;

/**
 * Text for a terminal of 80 columns: paragraphs that are wrapped at blanks, with a hanging indent. Control characters
 * are written as escapes, because the text of an audit file or a request may be anybody's.
 */
public final class Page {
    /** The narrowest terminal that people have. */
    public static final int COLUMNS = 80;

    private final StringBuilder out = new StringBuilder();

    /** An empty line. */
    public Page gap() {
        out.append('\n');
        return this;
    }

    /** One line as it is, however long: something to copy. */
    public Page line(String text) {
        out.append(safe(text)).append('\n');
        return this;
    }

    /** A paragraph. */
    public Page paragraph(String text) {
        return paragraph("", "", text);
    }

    /**
     * A paragraph whose first line begins differently from the others.
     *
     * @param first what the first line begins with
     * @param rest what the other lines begin with
     */
    public Page paragraph(String first, String rest, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : safe(text).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                out.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(rest);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(line.toString().stripTrailing()).append('\n');
        return this;
    }

    /** A name and its value, values in one column. */
    public Page field(String name, int width, String value) {
        String label = name + " ".repeat(Math.max(1, width - name.length()));
        return paragraph(label, " ".repeat(label.length()), value);
    }

    /** What is not printable, as escapes. */
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            boolean turnsAround = c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
            if (control || turnsAround) {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /** {@code 1 call}, {@code 2 calls}. */
    public static String count(long number, String noun) {
        return number + " "
                + (number == 1 ? noun : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
