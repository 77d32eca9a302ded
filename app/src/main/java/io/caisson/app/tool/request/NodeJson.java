package io.caisson.app.tool.request;

import io.caisson.core.config.tree.Node;
import java.util.Iterator;
import java.util.regex.Pattern;

/** A part of a YAML file as JSON: unquoted numbers and truth values are such, everything else is text. */
final class NodeJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private NodeJson() {}

    static void write(Node node, StringBuilder out) {
        switch (node) {
            case Node.Scalar scalar -> scalar(scalar, out);
            case Node.Sequence sequence -> {
                out.append('[');
                for (Iterator<Node> items = sequence.items().iterator(); items.hasNext(); ) {
                    write(items.next(), out);
                    out.append(items.hasNext() ? "," : "");
                }
                out.append(']');
            }
            case Node.Mapping mapping -> {
                out.append('{');
                for (Iterator<Node.Entry> entries = mapping.entries().iterator(); entries.hasNext(); ) {
                    Node.Entry entry = entries.next();
                    quote(entry.key().text(), out);
                    out.append(':');
                    write(entry.value(), out);
                    out.append(entries.hasNext() ? "," : "");
                }
                out.append('}');
            }
        }
    }

    private static void scalar(Node.Scalar scalar, StringBuilder out) {
        String text = scalar.text();
        if (scalar.isEmpty()) {
            out.append("null");
        } else if (!scalar.quoted()
                && (text.equals("true")
                        || text.equals("false")
                        || NUMBER.matcher(text).matches())) {
            out.append(text);
        } else {
            quote(text, out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
