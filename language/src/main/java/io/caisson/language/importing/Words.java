package io.caisson.language.importing;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The words of a pattern that may be names of objects or versions: what is left of it without its operators, between
 * slashes and, for names with slashes in them, across them.
 */
final class Words {
    /** Most words that are looked at; more would only slow the tool down. */
    static final int COUNT_MAX = 64;

    private final Set<String> words = new LinkedHashSet<>();

    /** Adds the words of a pattern: runs of letters, digits, {@code _}, {@code -} and dots, escaped ones too. */
    void add(String pattern) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= pattern.length(); i++) {
            char character = i == pattern.length() ? '(' : pattern.charAt(i);
            if (character == '\\' && i + 1 < pattern.length() && ".-_".indexOf(pattern.charAt(i + 1)) >= 0) {
                i++;
                word.append(pattern.charAt(i));
            } else if (Character.isLetterOrDigit(character) && character < 128
                    || character == '_'
                    || character == '-'
                    || character == '/'
                    || character == ':'
                    || character == '.' && !isOperator(pattern, i)) {
                word.append(character);
            } else {
                addRun(word.toString());
                word.setLength(0);
            }
        }
    }

    /** A run with slashes, and each part of it. */
    private void addRun(String run) {
        if (run.indexOf('/') >= 0) {
            add(run, run.length());
        }
        for (String part : run.split("/", -1)) {
            add(part, part.length());
        }
    }

    private void add(String word, int length) {
        if (length > 1 && words.size() < COUNT_MAX) {
            words.add(word);
        }
    }

    /** A dot before a repetition stands for any character and not for itself. */
    private static boolean isOperator(String pattern, int dot) {
        return dot + 1 < pattern.length() && "*+?{".indexOf(pattern.charAt(dot + 1)) >= 0;
    }

    Set<String> set() {
        return words;
    }
}
