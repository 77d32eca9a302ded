package io.caisson.app.demo.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The little syntax that the demo's shell knows: words, quotes, variables, `;`, `&&`, `||` and redirections. */
final class ShellSyntax {
    /** When a command runs. */
    enum When {
        ALWAYS,
        AFTER_SUCCESS,
        AFTER_FAILURE
    }

    /** One command of a line, not yet split into words, for its variables are read when it runs. */
    record Step(When when, String text) {}

    /** A word, and whether it was written without quotes, so that it can be an operator. */
    record Word(String text, boolean bare) {}

    /** A line that the shell cannot read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    private ShellSyntax() {}

    /** Splits a text at line ends, `;`, `&&` and `||` outside of quotes. */
    static List<Step> steps(String text) throws Unreadable {
        List<Step> steps = new ArrayList<>();
        When when = When.ALWAYS;
        StringBuilder step = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = quoted(text, i);
            if (end > i) {
                step.append(text, i, end);
                i = end - 1;
            } else if (c == ';' || c == '\n') {
                add(steps, when, step);
                when = When.ALWAYS;
            } else if (text.startsWith("&&", i) || text.startsWith("||", i)) {
                add(steps, when, step);
                when = c == '&' ? When.AFTER_SUCCESS : When.AFTER_FAILURE;
                i++;
            } else if (c == '|') {
                throw new Unreadable("this demo shell has no pipes");
            } else if (c == '&' && !followsRedirection(step)) {
                throw new Unreadable("this demo shell has no background jobs");
            } else {
                step.append(c);
            }
        }
        add(steps, when, step);
        return steps;
    }

    private static boolean followsRedirection(StringBuilder step) {
        return !step.isEmpty() && step.charAt(step.length() - 1) == '>';
    }

    private static void add(List<Step> steps, When when, StringBuilder step) {
        if (!step.toString().isBlank()) {
            steps.add(new Step(when, step.toString().strip()));
        }
        step.setLength(0);
    }

    /** The end of the quoted part or escape that starts at an index, or the index itself. */
    private static int quoted(String text, int start) throws Unreadable {
        char quote = text.charAt(start);
        if (quote == '\\') {
            return Math.min(start + 2, text.length());
        }
        if (quote != '\'' && quote != '"') {
            return start;
        }
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        throw new Unreadable("syntax error: unterminated quoted string");
    }

    /** Splits a command into words, with quotes removed and variables replaced. */
    static List<Word> words(String command, Function<String, String> variables) throws Unreadable {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        boolean bare = true;
        for (int i = 0; i <= command.length(); i++) {
            char c = i < command.length() ? command.charAt(i) : ' ';
            int end = i < command.length() ? quoted(command, i) : i;
            if (end > i) {
                unquote(command.substring(i, end), variables, word);
                inWord = true;
                bare = false;
                i = end - 1;
            } else if (c == ' ' || c == '\t') {
                if (inWord) {
                    words.add(new Word(word.toString(), bare));
                }
                word.setLength(0);
                inWord = false;
                bare = true;
            } else if (c == '#' && !inWord) {
                break;
            } else if (c == '$') {
                i = variable(command, i, variables, word) - 1;
                inWord |= !word.isEmpty();
            } else {
                word.append(c);
                inWord = true;
            }
        }
        return words;
    }

    private static void unquote(String part, Function<String, String> variables, StringBuilder word) {
        if (part.startsWith("\\")) {
            word.append(part, 1, part.length());
            return;
        }
        String inner = part.substring(1, part.length() - 1);
        if (part.startsWith("'")) {
            word.append(inner);
            return;
        }
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '$') {
                i = variable(inner, i, variables, word) - 1;
            } else if (c == '\\' && i + 1 < inner.length() && "\\\"$`".indexOf(inner.charAt(i + 1)) >= 0) {
                word.append(inner.charAt(++i));
            } else {
                word.append(c);
            }
        }
    }

    /** Appends the value of the variable at a dollar sign, and gives the index after it. */
    private static int variable(String text, int dollar, Function<String, String> variables, StringBuilder word) {
        int start = dollar + 1;
        boolean braces = start < text.length() && text.charAt(start) == '{';
        int end = braces ? start + 1 : start;
        if (!braces && end < text.length() && (text.charAt(end) == '?' || text.charAt(end) == '$')) {
            word.append(variables.apply(text.substring(end, end + 1)));
            return end + 1;
        }
        int from = end;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        String name = text.substring(from, end);
        if (name.isEmpty()) {
            word.append('$');
            return start;
        }
        word.append(variables.apply(name));
        return braces && end < text.length() && text.charAt(end) == '}' ? end + 1 : end;
    }

    /** The name of an assignment `NAME=value`, or null when the word is none. */
    static @Nullable String assigned(Word word) {
        int equals = word.text().indexOf('=');
        if (equals <= 0 || Character.isDigit(word.text().charAt(0))) {
            return null;
        }
        String name = word.text().substring(0, equals);
        return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_') ? name : null;
    }
}
