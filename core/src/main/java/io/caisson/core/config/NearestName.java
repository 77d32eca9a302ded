package io.caisson.core.config;

import java.util.List;

/** What somebody may have meant by a name that means nothing. */
public final class NearestName {
    private NearestName() {}

    /**
     * The name that takes the fewest single-character changes to reach, if those are few enough to be a slip.
     *
     * @return empty text when none is near
     */
    public static String to(String name, List<String> names) {
        String nearest = "";
        // A third of the name: `CAISSON_PORT` is no slip of `CAISSON_LOOPS`.
        int best = Math.max(1, (name.length() - commonStart(names)) / 3) + 1;
        for (String candidate : names) {
            int distance = distance(name, candidate);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** The length of what all names begin with: it says nothing about which one was meant. */
    private static int commonStart(List<String> names) {
        String first = names.getFirst();
        int length = first.length();
        for (String name : names) {
            int i = 0;
            while (i < Math.min(length, name.length()) && name.charAt(i) == first.charAt(i)) {
                i++;
            }
            length = i;
        }
        return length;
    }

    /** Levenshtein's distance, in which two neighbours that change places count as one change. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(last[j], current[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[b.length()];
    }
}
