package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.ArrayList;
import java.util.List;

/** Plain lists: a method, or several with commas between, and a path in which a star stands for one segment. */
final class PathListReader {
    private PathListReader() {}

    /** Reads one rule a line; {@code #} begins a comment. */
    static Reading read(Source source) {
        List<Line> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Words words = new Words();
        for (Source.Text line : source.lines(false)) {
            String text = line.text().strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] parts = text.split("\\s+", -1);
            if (parts.length != 2 || !parts[1].startsWith("/")) {
                problems.add(source.problem(
                        line.number(), "`" + text + "` is no rule; write a method and a path, for example GET /info"));
                continue;
            }
            words.add(parts[1]);
            List<String> methods = List.of(parts[0].split(",", -1));
            Glob glob = Glob.segments(parts[1]);
            lines.add(new Line(
                    line.number(), text, true, "", (method, path) -> methods.contains(method) && glob.covers(path)));
        }
        return problems.isEmpty()
                ? new Reading.Understood(new Origin("a list of paths", lines, false, words.set(), List.of()))
                : new Reading.Refused(problems);
    }
}
