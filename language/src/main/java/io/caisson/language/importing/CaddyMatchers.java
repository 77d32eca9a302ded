package io.caisson.language.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The named matchers of one site of a Caddyfile. */
final class CaddyMatchers {
    private final Map<String, Term> named = new HashMap<>();
    private final Map<String, CaddyBlock> blocks = new HashMap<>();
    private final Words words;

    CaddyMatchers(List<CaddyBlock> site, Words words) throws Regexes.Invalid {
        this.words = words;
        for (CaddyBlock block : site) {
            if (block.name().startsWith("@")) {
                List<CaddyBlock> parts = block.arguments().isEmpty()
                        ? block.children()
                        : List.of(new CaddyBlock(block.line(), block.arguments(), block.children()));
                named.put(block.name(), set(parts));
                blocks.put(block.name(), block);
            }
        }
    }

    /** What a directive's first argument says of the requests that it is for. */
    Term of(CaddyBlock directive) throws Regexes.Invalid {
        String first =
                directive.arguments().isEmpty() ? "" : directive.arguments().getFirst();
        if (first.startsWith("@")) {
            Term term = named.get(first);
            if (term == null) {
                throw new Regexes.Invalid("`" + first + "` is no matcher of this site");
            }
            return term;
        }
        return first.startsWith("/") ? paths(List.of(first)) : Term.ALWAYS;
    }

    /** The definition of a directive's matcher, or the directive itself where it has no named one. */
    CaddyBlock definition(CaddyBlock directive) {
        String first =
                directive.arguments().isEmpty() ? "" : directive.arguments().getFirst();
        return blocks.getOrDefault(first, directive);
    }

    /** Whether a directive's first argument says for which requests it is. */
    static boolean isMatcher(String argument) {
        return argument.startsWith("@") || argument.startsWith("/") || argument.equals("*");
    }

    /** All kinds of matchers must fit, and of one kind one. */
    private Term set(List<CaddyBlock> parts) throws Regexes.Invalid {
        List<Term> terms = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        for (CaddyBlock part : parts) {
            switch (part.name()) {
                case "path" -> paths.addAll(part.arguments());
                case "method" -> methods.addAll(part.arguments());
                case "path_regexp" -> terms.add(regex(part.arguments()));
                case "not" ->
                    terms.add(set(part.arguments().isEmpty()
                                    ? part.children()
                                    : List.of(new CaddyBlock(part.line(), part.arguments(), part.children())))
                            .negated());
                case "remote_ip", "client_ip", "host", "remote_host" ->
                    terms.add(Term.unsaid(Term.CALLERS + "with `" + part.text() + "`"));
                default -> terms.add(Term.unsaid("`" + part.text() + "`"));
            }
        }
        if (!paths.isEmpty()) {
            terms.add(paths(paths));
        }
        if (!methods.isEmpty()) {
            terms.add(new Term((method, path) -> methods.contains(method), ""));
        }
        return Term.all(terms);
    }

    private Term paths(List<String> patterns) {
        patterns.forEach(words::add);
        List<Glob> globs = patterns.stream().map(Glob::caddy).toList();
        return new Term((method, path) -> globs.stream().anyMatch(glob -> glob.covers(path)), "");
    }

    private Term regex(List<String> arguments) throws Regexes.Invalid {
        if (arguments.isEmpty()) {
            throw new Regexes.Invalid("`path_regexp` has no pattern");
        }
        words.add(arguments.getLast());
        return new Term(Regexes.test("", arguments.getLast(), false), "");
    }
}
