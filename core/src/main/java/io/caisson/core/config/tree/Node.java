package io.caisson.core.config.tree;

import java.util.List;
import java.util.Optional;

/** A part of a configuration file. */
public sealed interface Node {
    /** Where it begins. */
    Position position();

    /**
     * A single value as text; what it means is up to who reads it.
     *
     * @param text without quotes and escapes
     * @param quoted whether it was written in quotes, so that it is text and nothing else
     * @param position where it begins, its opening quote included
     * @param lineStarts where each line of {@code text} begins in the file; empty where they have no simple place
     */
    record Scalar(String text, boolean quoted, Position position, List<Position> lineStarts) implements Node {
        public Scalar {
            lineStarts = List.copyOf(lineStarts);
        }

        /** A value whose lines have no places of their own. */
        public Scalar(String text, boolean quoted, Position position) {
            this(text, quoted, position, List.of());
        }

        /** Whether nothing was written: no text and no quotes. */
        public boolean isEmpty() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        /**
         * The place of a character of the text.
         *
         * @param line from 0
         * @param column from 0
         */
        public Position at(int line, int column) {
            if (line >= lineStarts.size()) {
                return position;
            }
            Position start = lineStarts.get(line);
            return new Position(start.file(), start.line(), start.column() + column);
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Position position) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Names with values, in the order of the file; names may repeat, which is for the reader to refuse. */
    record Mapping(List<Entry> entries, Position position) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The first entry with this name. */
        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }
    }

    /** One name with its value. */
    record Entry(Scalar key, Node value) {}
}
