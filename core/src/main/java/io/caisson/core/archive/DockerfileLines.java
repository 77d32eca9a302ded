package io.caisson.core.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the text of a Dockerfile to its instructions, in one of the ways in which engines read it. */
final class DockerfileLines {
    private static final String NAME_MARKS = "_.-";

    private final String[] lines;
    private final DockerfileReading reading;
    private final List<Instruction> instructions = new ArrayList<>();
    private int next;

    private DockerfileLines(String text, DockerfileReading reading) {
        this.lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
        this.reading = reading;
    }

    static List<Instruction> read(String text, DockerfileReading reading) throws BuildFault {
        DockerfileLines lines = new DockerfileLines(text, reading);
        while (lines.next < lines.lines.length) {
            lines.instruction();
        }
        return List.copyOf(lines.instructions);
    }

    private void instruction() throws BuildFault {
        String line = Instruction.trimmed(lines[next++]);
        if (line.startsWith("#")) {
            refuseEscape(line);
            return;
        }
        StringBuilder whole = new StringBuilder();
        boolean more = append(whole, line);
        while (more && next < lines.length) {
            String raw = lines[next++];
            String trimmed = Instruction.trimmed(raw);
            boolean comment = reading.indentedComments() ? trimmed.startsWith("#") : raw.startsWith("#");
            if (!trimmed.isEmpty() && !comment) {
                more = append(whole, raw);
            }
        }
        String text = Instruction.trimmed(whole.toString());
        if (!text.isEmpty()) {
            Instruction instruction = Instruction.of(text);
            instructions.add(instruction);
            if (reading.hereDocuments()) {
                skipDocuments(instruction);
            }
        }
    }

    /** Appends a line without what continues it; answers whether it is continued. */
    private boolean append(StringBuilder whole, String line) {
        int end = line.length();
        while (end > 0 && Instruction.isBlank(line.charAt(end - 1))) {
            end--;
        }
        boolean continued = end > 0 && line.charAt(end - 1) == '\\';
        if (continued && end > 1 && line.charAt(end - 2) == '\\') {
            continued = reading.pairsContinue();
        }
        whole.append(line, 0, continued ? end - 1 : line.length());
        return continued;
    }

    private static void refuseEscape(String comment) throws BuildFault {
        String text = Instruction.trimmed(comment.substring(1)).toLowerCase(Locale.ROOT);
        if (text.startsWith("escape")
                && Instruction.trimmed(text.substring("escape".length())).startsWith("=")
                && !text.endsWith("\\")) {
            throw BuildFault.unclear("`# escape=` changes how lines are continued; leave it out");
        }
    }

    /** Passes over the texts that an instruction takes from the lines below it. */
    private void skipDocuments(Instruction instruction) throws BuildFault {
        Instruction taker = instruction;
        while (taker.name().equals("ONBUILD")) {
            taker = Instruction.of(taker.rest());
        }
        if (!taker.name().equals("RUN")
                && !taker.name().equals("COPY")
                && !taker.name().equals("ADD")) {
            return;
        }
        boolean plain = taker.flags().stream().noneMatch(DockerfileLines::isQuoted);
        for (String word : taker.words()) {
            int mark = word.indexOf("<<");
            boolean here = mark >= 0 && isNumber(word.substring(0, mark)) && word.indexOf('<', mark + 2) < 0;
            if (here) {
                skip(word.substring(mark + 2), plain);
            }
            plain &= !isQuoted(word);
        }
    }

    private static boolean isQuoted(String word) {
        return word.indexOf('"') >= 0 || word.indexOf('\'') >= 0 || word.indexOf('\\') >= 0;
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void skip(String word, boolean plain) throws BuildFault {
        boolean dash = word.startsWith("-");
        String name = dash ? word.substring(1) : word;
        if (name.length() > 2
                && (name.startsWith("\"") && name.endsWith("\"") || name.startsWith("'") && name.endsWith("'"))) {
            name = name.substring(1, name.length() - 1);
        }
        if (!plain || name.isEmpty() || !name.chars().allMatch(DockerfileLines::isNameMark)) {
            throw BuildFault.unclear("`<<" + word + "` may begin a text or not; write `<<NAME` in front of quotes");
        }
        while (next < lines.length) {
            String line = lines[next++];
            String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            int start = 0;
            while (dash && start < text.length() && text.charAt(start) == '\t') {
                start++;
            }
            if (text.substring(start).equals(name)) {
                return;
            }
        }
    }

    private static boolean isNameMark(int c) {
        return c < 128 && Character.isLetterOrDigit(c) || NAME_MARKS.indexOf(c) >= 0;
    }
}
