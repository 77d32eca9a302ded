package io.caisson.core.inspect;

import io.caisson.core.reason.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pass over one JSON text by recursive descent; depth is bounded by the limits. */
final class JsonScanner {
    private final String text;
    private final JsonLimits limits;
    private int at;
    private int depth;
    private int values;

    JsonScanner(String text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** Why the text is refused; it never leaves the reader. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        final Reason reason;
        private final String what;
        private final int offset;

        Fault(Reason reason, String what, int offset) {
            super(what, null, false, false);
            this.reason = reason;
            this.what = what;
            this.offset = offset;
        }

        String detail() {
            return what + " at character " + (offset + 1);
        }
    }

    /** The value that is the whole text. */
    Json document() throws Fault {
        Json value = value();
        blanks();
        if (at < text.length()) {
            throw malformed("something follows the value");
        }
        return value;
    }

    private Json value() throws Fault {
        if (++values > limits.valuesMax()) {
            throw new Fault(Reason.BODY_TOO_COMPLEX, "more than " + limits.valuesMax() + " values", at);
        }
        blanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw malformed("no value begins");
        };
    }

    private Json object() throws Fault {
        deeper();
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
        } else {
            boolean more = true;
            while (more) {
                blanks();
                if (peek() != '"') {
                    throw malformed("no name begins");
                }
                int start = at;
                String name = string();
                blanks();
                if (peek() != ':') {
                    throw malformed("no colon follows the name");
                }
                at++;
                if (members.containsKey(name)) {
                    throw new Fault(Reason.BODY_AMBIGUOUS, "a name comes twice", start);
                }
                members.put(name, value());
                more = isMore('}');
            }
        }
        depth--;
        return new Json.Members(members);
    }

    private Json array() throws Fault {
        deeper();
        List<Json> items = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
        } else {
            boolean more = true;
            while (more) {
                items.add(value());
                more = isMore(']');
            }
        }
        depth--;
        return new Json.Array(items);
    }

    private void deeper() throws Fault {
        if (++depth > limits.depthMax()) {
            throw new Fault(Reason.BODY_TOO_COMPLEX, "nested deeper than " + limits.depthMax(), at);
        }
    }

    /** After a member or item: whether another follows. */
    private boolean isMore(char end) throws Fault {
        blanks();
        char next = peek();
        if (next != ',' && next != end) {
            throw malformed("neither a comma nor `" + end + "` follows");
        }
        at++;
        return next == ',';
    }

    private String string() throws Fault {
        at++;
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder().append(text, start, at);
        for (char c = peek(); c != '"'; c = peek()) {
            if (c < ' ') {
                throw malformed(at < text.length() ? "a control character in a string" : "a string does not end");
            }
            at++;
            if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
        at++;
        return out.toString();
    }

    private void escape(StringBuilder out) throws Fault {
        char kind = peek();
        at++;
        switch (kind) {
            case '"', '\\', '/' -> out.append(kind);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> unicode(out);
            default -> throw malformed("no such escape");
        }
    }

    /** Half of a pair alone is no character; Go reads it as U+FFFD, and others keep it. */
    private void unicode(StringBuilder out) throws Fault {
        char unit = hex();
        if (Character.isHighSurrogate(unit) && text.startsWith("\\u", at)) {
            at += 2;
            char low = hex();
            if (Character.isLowSurrogate(low)) {
                out.append(unit).append(low);
                return;
            }
        }
        if (Character.isSurrogate(unit)) {
            throw new Fault(Reason.BODY_AMBIGUOUS, "half of a surrogate pair", at);
        }
        out.append(unit);
    }

    private char hex() throws Fault {
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed("no hexadecimal digit");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private Json number() throws Fault {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > limits.numberCharsMax()) {
            throw new Fault(
                    Reason.BODY_TOO_COMPLEX, "a number longer than " + limits.numberCharsMax() + " characters", start);
        }
        return new Json.Numeral(text.substring(start, at));
    }

    private void digits() throws Fault {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed("no digit");
        }
    }

    private Json word(String word, Json value) throws Fault {
        if (!text.startsWith(word, at)) {
            throw malformed("no value begins");
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The character that comes, or NUL at the end: no JSON text has one outside of a string, and none raw inside. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private Fault malformed(String what) {
        return new Fault(Reason.BODY_NOT_JSON, what, at);
    }
}
