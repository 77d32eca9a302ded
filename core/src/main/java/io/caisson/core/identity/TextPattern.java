package io.caisson.core.identity;

/**
 * A text with stars, as client rules write names: {@code *} stands for any run of characters but a slash, {@code **}
 * for any run at all; everything else for itself.
 *
 * @param text as it is written
 */
public record TextPattern(String text) {
    /** Whether it covers a whole text. No pattern makes it slow: its cost is the product of both lengths. */
    public boolean covers(String other) {
        // The places of the other text up to which the pattern so far can have come.
        boolean[] reached = new boolean[other.length() + 1];
        reached[0] = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '*') {
                step(reached, other, c);
                continue;
            }
            boolean crossing = i + 1 < text.length() && text.charAt(i + 1) == '*';
            i += crossing ? 1 : 0;
            for (int at = 1; at < reached.length; at++) {
                reached[at] |= reached[at - 1] && (crossing || other.charAt(at - 1) != '/');
            }
        }
        return reached[other.length()];
    }

    private static void step(boolean[] reached, String other, char c) {
        for (int at = reached.length - 1; at > 0; at--) {
            reached[at] = reached[at - 1] && other.charAt(at - 1) == c;
        }
        reached[0] = false;
    }
}
