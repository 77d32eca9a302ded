package io.caisson.app.tool.request;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import io.caisson.core.config.tree.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of one mapping of a case or request file; what is wrong with them is collected. */
public final class Fields {
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Position position;
    private final List<Problem> problems;

    /**
     * Reads a mapping.
     *
     * @param known the names that it may have
     * @param problems where to put what is wrong
     */
    public Fields(Node node, List<String> known, List<Problem> problems) {
        this.position = node.position();
        this.problems = problems;
        if (!(node instanceof Node.Mapping mapping)) {
            problem(node.position(), "this is no mapping", "it has the fields " + String.join(", ", known));
            return;
        }
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (!known.contains(name)) {
                problem(
                        entry.key().position(),
                        "`" + name + "` is no field here",
                        "there are " + String.join(", ", known));
            } else if (values.putIfAbsent(name, entry.value()) != null) {
                problem(entry.key().position(), "`" + name + "` is there twice", "say it once");
            }
        }
    }

    public Position position() {
        return position;
    }

    public Optional<Node> node(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A text; empty where the field is not there. */
    public String text(String name) {
        return node(name).map(node -> scalar(node, name)).orElse("");
    }

    /** A text that must be there. */
    public String required(String name) {
        if (!values.containsKey(name)) {
            problem(position, "`" + name + "` is missing", "");
        }
        return text(name);
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return node(name).stream()
                .flatMap(node ->
                        node instanceof Node.Sequence(List<Node> items, Position at) ? items.stream() : Stream.of(node))
                .map(item -> scalar(item, name))
                .toList();
    }

    /** A map of texts. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        node(name).ifPresent(node -> {
            if (node instanceof Node.Mapping mapping) {
                mapping.entries().forEach(entry -> texts.put(entry.key().text(), scalar(entry.value(), name)));
            } else {
                problem(node.position(), "`" + name + "` is no mapping", "write name: value");
            }
        });
        return texts;
    }

    /** Notes what is wrong. */
    public void problem(Position where, String message, String accepted) {
        problems.add(new Problem("", message, Optional.of(where), accepted, ""));
    }

    private String scalar(Node node, String name) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        problem(node.position(), "`" + name + "` is no text", "");
        return "";
    }
}
