package io.caisson.language.importing;

/**
 * One line of the original.
 *
 * @param number from 1; 0 where the source has no lines
 * @param text as the user wrote it, without white space around it
 * @param allows whether a covered request passes or is refused
 * @param unsaid on what else it depends that the rules of a policy do not speak of, or empty
 * @param test the requests that it covers, whatever {@code unsaid} says
 */
record Line(int number, String text, boolean allows, String unsaid, RequestTest test) {
    /** More of a line than this is not needed to find it. */
    private static final int NAME_CHARS_MAX = 72;

    /** How reports name it. */
    String name() {
        String start = text.length() > NAME_CHARS_MAX ? text.substring(0, NAME_CHARS_MAX) + "…" : text;
        return number == 0 ? "`" + start + "`" : "line " + number + " `" + start + "`";
    }

    boolean covers(String method, String path) {
        return test.covers(method, path);
    }
}
