package io.caisson.core.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which engines read a Dockerfile. They have changed it in three places; a file is judged in all ways, so
 * that it does not matter which engine builds it.
 *
 * @param indentedComments whether an indented {@code #} begins a comment inside a continued line
 * @param hereDocuments whether {@code <<NAME} takes the lines up to {@code NAME} as text
 * @param pairsContinue whether two backslashes at a line's end continue it
 */
record DockerfileReading(boolean indentedComments, boolean hereDocuments, boolean pairsContinue) {
    /** All ways. */
    static List<DockerfileReading> all() {
        List<DockerfileReading> all = new ArrayList<>();
        for (boolean comments : new boolean[] {false, true}) {
            for (boolean documents : new boolean[] {false, true}) {
                for (boolean pairs : new boolean[] {false, true}) {
                    all.add(new DockerfileReading(comments, documents, pairs));
                }
            }
        }
        return all;
    }
}
