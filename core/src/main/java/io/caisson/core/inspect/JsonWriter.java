package io.caisson.core.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON that every reader reads alike. */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";
    /** As long as most bodies are. */
    private static final int FIRST_CHARS = 4 << 10;

    private JsonWriter() {}

    /** The bytes of a value, in UTF-8 and on one line. */
    public static byte[] write(Json json) {
        StringBuilder out = new StringBuilder(FIRST_CHARS);
        write(json, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Json json, StringBuilder out) {
        switch (json) {
            case Json.Text(String value) -> quote(value, out);
            case Json.Numeral(String text) -> out.append(text);
            case Json.Bool(boolean value) -> out.append(value);
            case Json.Null() -> out.append("null");
            case Json.Array(var items) -> {
                out.append('[');
                for (Iterator<Json> i = items.iterator(); i.hasNext(); ) {
                    write(i.next(), out);
                    out.append(i.hasNext() ? "," : "");
                }
                out.append(']');
            }
            case Json.Members(var members) -> {
                out.append('{');
                for (Iterator<Map.Entry<String, Json>> i = members.entrySet().iterator(); i.hasNext(); ) {
                    Map.Entry<String, Json> member = i.next();
                    quote(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    out.append(i.hasNext() ? "," : "");
                }
                out.append('}');
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                out.append(text, plain, i);
                plain = i + 1;
                if (c < ' ') {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                } else {
                    out.append('\\').append(c);
                }
            }
        }
        out.append(text, plain, text.length()).append('"');
    }
}
