package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code acl} and {@code http-request} lines of an HAProxy configuration, in order. */
final class HaproxyReader {
    private final HaproxyCriteria criteria;
    private final Map<String, List<Term>> acls = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private HaproxyReader(Map<String, String> environment) {
        this.criteria = new HaproxyCriteria(environment);
    }

    /**
     * Reads a configuration.
     *
     * @param environment what {@code env(NAME)} stands for; a name that is not there is empty
     */
    static Reading read(Source source, Map<String, String> environment) {
        HaproxyReader reader = new HaproxyReader(environment);
        for (Source.Text line : source.lines(true)) {
            try {
                reader.line(line);
            } catch (Regexes.Invalid fault) {
                reader.problems.add(source.problem(line.number(), fault.problem()));
            }
        }
        if (reader.lines.isEmpty() && reader.problems.isEmpty()) {
            reader.problems.add(source.problem(1, "no `http-request allow` or `deny` is in it, so it filters nothing"));
        }
        return reader.problems.isEmpty()
                ? new Reading.Understood(
                        new Origin("an HAProxy configuration", reader.lines, true, reader.criteria.words(), List.of()))
                : new Reading.Refused(reader.problems);
    }

    private void line(Source.Text line) throws Regexes.Invalid {
        List<String> tokens = HaproxyCriteria.tokens(line.text());
        if (tokens.size() > 2 && tokens.getFirst().equals("acl")) {
            acls.computeIfAbsent(tokens.get(1), none -> new ArrayList<>())
                    .add(criteria.term(tokens.subList(2, tokens.size())));
        } else if (tokens.size() > 1 && tokens.getFirst().equals("http-request")) {
            String action = tokens.get(1);
            boolean allows = action.equals("allow");
            if (!allows && !List.of("deny", "reject", "tarpit", "silent-drop").contains(action)) {
                return;
            }
            Term term = condition(tokens);
            lines.add(new Line(line.number(), line.text().strip(), allows, term.unsaid(), term.test()));
        }
    }

    private Term condition(List<String> tokens) throws Regexes.Invalid {
        for (int i = 2; i < tokens.size(); i++) {
            String word = tokens.get(i);
            if (word.equals("if") || word.equals("unless")) {
                Term term = disjunction(tokens.subList(i + 1, tokens.size()));
                return word.equals("if") ? term : term.negated();
            }
        }
        return Term.ALWAYS;
    }

    private Term disjunction(List<String> tokens) throws Regexes.Invalid {
        List<Term> any = new ArrayList<>();
        List<Term> all = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.equals("or") || token.equals("||")) {
                any.add(Term.all(all));
                all = new ArrayList<>();
                continue;
            }
            boolean negated = token.startsWith("!");
            String name = negated ? token.substring(1) : token;
            if (name.isEmpty() && i + 1 < tokens.size()) {
                i++;
                name = tokens.get(i);
            }
            Term term;
            if (name.equals("{")) {
                int end = end(tokens, i);
                term = criteria.term(tokens.subList(i + 1, end));
                i = end;
            } else {
                term = named(name);
            }
            all.add(negated ? term.negated() : term);
        }
        any.add(Term.all(all));
        return Term.any(any);
    }

    private static int end(List<String> tokens, int open) throws Regexes.Invalid {
        int end = tokens.subList(open, tokens.size()).indexOf("}");
        if (end < 0) {
            throw new Regexes.Invalid("a condition in braces does not end");
        }
        return open + end;
    }

    private Term named(String name) throws Regexes.Invalid {
        List<Term> values = acls.get(name);
        if (values != null) {
            return Term.any(values);
        }
        return HaproxyCriteria.predefined(name)
                .orElseThrow(() -> new Regexes.Invalid("`" + name + "` is no acl of this file"));
    }
}
