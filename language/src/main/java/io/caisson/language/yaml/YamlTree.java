package io.caisson.language.yaml;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import io.caisson.core.config.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one YAML document, or JSON, which is YAML too. Nothing in it is typed, and no tag makes an object. */
public final class YamlTree {
    /** Largest file. */
    public static final int CHARACTERS_MAX = 4 << 20;

    private static final int DEPTH_MAX = 32;
    /** Most parts of a file, with what aliases repeat counted each time. */
    private static final int NODES_MAX = 200_000;

    private final String file;
    private final String[] lines;
    private int nodes;

    private YamlTree(String file, String text) {
        this.file = file;
        this.lines = text.split("\n", -1);
    }

    /** What came of reading a document. */
    public sealed interface Result {
        /** It was read. */
        record Tree(Node root) implements Result {}

        /** It is no YAML; YAML is read no further than to the first mistake. */
        record Malformed(Problem problem) implements Result {}
    }

    /**
     * Reads a document.
     *
     * @param file the file's name, for positions
     */
    public static Result read(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(CHARACTERS_MAX)
                .setUseMarks(true)
                .build();
        try {
            // More than one document in a file is an error of the composer's.
            Optional<org.snakeyaml.engine.v2.nodes.Node> root =
                    new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).getSingleNode();
            YamlTree tree = new YamlTree(file, text);
            return new Result.Tree(
                    root.isEmpty() ? new Node.Mapping(List.of(), new Position(file, 1, 1)) : tree.node(root.get(), 0));
        } catch (MarkedYamlEngineException malformed) {
            Optional<Mark> mark = malformed.getProblemMark().or(malformed::getContextMark);
            return malformed(
                    file,
                    mark.map(place -> new Position(file, place.getLine() + 1, place.getColumn() + 1)),
                    malformed.getProblem());
        } catch (TooMuch bounds) {
            return malformed(file, Optional.of(bounds.position), bounds.what);
        } catch (YamlEngineException malformed) {
            return malformed(file, Optional.empty(), String.valueOf(malformed.getMessage()));
        }
    }

    private static Result malformed(String file, Optional<Position> position, String what) {
        String line = what.replaceAll("\\s+", " ").strip();
        return new Result.Malformed(
                new Problem("", "is no YAML: " + line, Optional.of(position.orElse(new Position(file, 1, 1))), "", ""));
    }

    /** The tree is beyond its bounds. */
    private static final class TooMuch extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Position position;
        private final String what;

        TooMuch(Position position, String what) {
            super(what, null, false, false);
            this.position = position;
            this.what = what;
        }
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node node, int depth) throws TooMuch {
        Position position = position(node);
        if (depth > DEPTH_MAX) {
            throw new TooMuch(position, "nested deeper than " + DEPTH_MAX);
        }
        if (++nodes > NODES_MAX) {
            throw new TooMuch(position, "more than " + NODES_MAX + " values");
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, position);
            case SequenceNode sequence -> {
                List<Node> items = new ArrayList<>();
                for (org.snakeyaml.engine.v2.nodes.Node item : sequence.getValue()) {
                    items.add(node(item, depth + 1));
                }
                yield new Node.Sequence(items, position);
            }
            case MappingNode mapping -> {
                List<Node.Entry> entries = new ArrayList<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    if (!(node(tuple.getKeyNode(), depth + 1) instanceof Node.Scalar key)) {
                        throw new TooMuch(position(tuple.getKeyNode()), "a key that is no text");
                    }
                    entries.add(new Node.Entry(key, node(tuple.getValueNode(), depth + 1)));
                }
                yield new Node.Mapping(entries, position);
            }
            default -> throw new TooMuch(position, "a part of an unknown kind");
        };
    }

    private Node.Scalar scalar(ScalarNode node, Position position) {
        String text = node.getValue();
        return new Node.Scalar(text, !node.isPlain(), position, lineStarts(text, position));
    }

    /**
     * Where each line of a value stands: in the line where the value begins or, for a block, in those below. A value
     * that escapes or folding have changed is found nowhere and has no such places.
     */
    private List<Position> lineStarts(String text, Position position) {
        List<Position> starts = new ArrayList<>();
        String[] parts = text.stripTrailing().split("\n", -1);
        int first = position.line() - 1;
        boolean block = first < lines.length && lines[first].indexOf(parts[0], position.column() - 1) < 0;
        for (int i = 0; i < parts.length; i++) {
            int line = first + i + (block ? 1 : 0);
            int from = i == 0 && !block ? position.column() - 1 : 0;
            int column = line < lines.length ? lines[line].indexOf(parts[i], from) : -1;
            if (column < 0) {
                return List.of();
            }
            starts.add(new Position(file, line + 1, column + 1));
        }
        return starts;
    }

    private Position position(org.snakeyaml.engine.v2.nodes.Node node) {
        Mark mark = node.getStartMark().orElse(null);
        return mark == null ? new Position(file, 1, 1) : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
