package io.caisson.language.importing;

import java.util.List;

/**
 * What somebody has to know who puts the policy in the place of the original; every item is a sentence.
 *
 * @param summary what was read and what came of it
 * @param stricter what passed in the original and is refused here
 * @param wider what was refused in the original and passes here
 * @param unsaid what could not be carried over
 * @param holes what the original let pass without saying so
 */
public record ImportReport(
        String summary, List<String> stricter, List<String> wider, List<String> unsaid, List<String> holes) {
    /** No line of the text is wider, but for a word that is. */
    static final int COLUMNS = 100;

    public ImportReport {
        stricter = List.copyOf(stricter);
        wider = List.copyOf(wider);
        unsaid = List.copyOf(unsaid);
        holes = List.copyOf(holes);
    }

    /** The report for people, with a line feed at the end. */
    public String text() {
        StringBuilder out = new StringBuilder();
        wrap(out, "", summary);
        section(out, "Stricter here", stricter);
        section(out, "Wider here", wider);
        section(out, "Could not be said", unsaid);
        section(out, "Holes in the original", holes);
        return out.toString();
    }

    private static void section(StringBuilder out, String title, List<String> items) {
        if (!items.isEmpty()) {
            out.append('\n').append(title).append(":\n");
            items.forEach(item -> wrap(out, "  - ", item));
        }
    }

    private static void wrap(StringBuilder out, String lead, String text) {
        String indent = " ".repeat(lead.length());
        StringBuilder line = new StringBuilder(lead);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                out.append(line).append('\n');
                line.setLength(0);
                line.append(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(line).append('\n');
    }
}
