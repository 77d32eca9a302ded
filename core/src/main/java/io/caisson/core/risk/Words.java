package io.caisson.core.risk;

import java.util.ArrayList;
import java.util.List;

/** The texts that conditions compare with: what a caller must be called to be let through. */
final class Words {
    /** More than any condition written by hand has. */
    private static final int MAX = 64;

    private Words() {}

    /** Every quoted text in some conditions, without its quotes; escapes are left as they are. */
    static List<String> in(List<String> conditions) {
        List<String> words = new ArrayList<>();
        for (String condition : conditions) {
            collect(condition, words);
        }
        return words;
    }

    private static void collect(String condition, List<String> words) {
        int start = -1;
        char quote = 0;
        for (int i = 0; i < condition.length() && words.size() < MAX; i++) {
            char c = condition.charAt(i);
            if (start < 0) {
                if (c == '"' || c == '\'') {
                    quote = c;
                    start = i + 1;
                }
            } else if (c == '\\') {
                i++;
            } else if (c == quote) {
                String word = condition.substring(start, i);
                if (!word.isEmpty() && !words.contains(word)) {
                    words.add(word);
                }
                start = -1;
            }
        }
    }
}
