package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a Caddyfile with the block that it opens, if it does.
 *
 * @param line from 1
 * @param words without quotes; empty for a block without a name
 * @param children the lines of its block
 */
record CaddyBlock(int line, List<String> words, List<CaddyBlock> children) {
    /** Deeper blocks are nothing that somebody wrote. */
    static final int DEPTH_MAX = 32;

    /** The name of the directive, or empty. */
    String name() {
        return words.isEmpty() ? "" : words.getFirst();
    }

    /** What follows the name. */
    List<String> arguments() {
        return words.size() < 2 ? List.of() : words.subList(1, words.size());
    }

    /** How reports name it. */
    String text() {
        String start = String.join(" ", words);
        return children.isEmpty()
                ? start
                : start + " { " + children.stream().map(CaddyBlock::text).collect(Collectors.joining("; ")) + " }";
    }

    /** Reads a Caddyfile; where it cannot be, problems are added. */
    static List<CaddyBlock> read(Source source, List<Problem> problems) {
        List<CaddyBlock> top = new ArrayList<>();
        List<List<CaddyBlock>> open = new ArrayList<>(List.of(top));
        for (Source.Text line : source.lines(true)) {
            List<String> words = words(line.text());
            boolean closes = words.size() == 1 && words.getFirst().equals("}");
            boolean opens = !words.isEmpty() && words.getLast().equals("{");
            if (closes && open.size() == 1 || opens && open.size() == DEPTH_MAX) {
                problems.add(source.problem(line.number(), "this brace does not belong to a block"));
                return List.of();
            }
            if (closes) {
                open.removeLast();
            } else if (!words.isEmpty()) {
                List<CaddyBlock> children = new ArrayList<>();
                open.getLast()
                        .add(new CaddyBlock(
                                line.number(), opens ? words.subList(0, words.size() - 1) : words, children));
                if (opens) {
                    open.add(children);
                }
            }
        }
        if (open.size() > 1) {
            problems.add(source.problem(1, "a block does not end"));
            return List.of();
        }
        return top;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            char character = i == line.length() ? ' ' : line.charAt(i);
            if (quote != 0 && i < line.length()) {
                if (character == quote) {
                    quote = 0;
                } else {
                    word.append(character);
                }
            } else if ((character == '"' || character == '`') && word.isEmpty()) {
                quote = character;
                quoted = true;
            } else if (Character.isWhitespace(character) || character == '#' && word.isEmpty()) {
                if (!word.isEmpty() || quoted) {
                    words.add(word.toString());
                }
                word.setLength(0);
                quoted = false;
                if (character == '#') {
                    break;
                }
            } else {
                word.append(character);
            }
        }
        return words;
    }
}
