package io.caisson.language.importing;

import io.caisson.core.config.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The allowlist in a Caddyfile: what its sites pass on to a socket. Directives are asked in Caddy's own order, in which
 * {@code handle} comes before {@code respond}, and that before {@code reverse_proxy}.
 */
final class CaddyfileReader {
    private static final List<String> ORDER =
            List.of("handle", "handle_path", "route", "abort", "error", "respond", "reverse_proxy");

    private final Source source;
    private final Words words = new Words();
    private final List<Line> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unsaid = new ArrayList<>();
    private boolean sockets;

    private CaddyfileReader(Source source) {
        this.source = source;
    }

    /** Reads a Caddyfile. Where some site passes requests on to a unix socket, sites that do not are left aside. */
    static Reading read(Source source) {
        CaddyfileReader reader = new CaddyfileReader(source);
        List<CaddyBlock> top = CaddyBlock.read(source, reader.problems);
        reader.sockets = top.stream().anyMatch(CaddyfileReader::reachesSocket);
        for (CaddyBlock site : top) {
            if (!site.words().isEmpty() && reachesSocket(site) == reader.sockets) {
                reader.site(site);
            }
        }
        if (reader.lines.stream().noneMatch(Line::allows) && reader.problems.isEmpty()) {
            reader.problems.add(source.problem(1, "no `reverse_proxy` is in a site of it, so it lets nothing pass"));
        }
        return reader.problems.isEmpty()
                ? new Reading.Understood(
                        new Origin("a Caddyfile", reader.lines, false, reader.words.set(), reader.unsaid))
                : new Reading.Refused(reader.problems);
    }

    private static boolean reachesSocket(CaddyBlock block) {
        return block.name().equals("reverse_proxy") && block.words().stream().anyMatch(word -> word.startsWith("unix/"))
                || block.children().stream().anyMatch(CaddyfileReader::reachesSocket);
    }

    private void site(CaddyBlock site) {
        try {
            directives(site.children(), new Scope(new CaddyMatchers(site.children(), words), Term.ALWAYS, site), true);
        } catch (Regexes.Invalid fault) {
            problems.add(source.problem(site.line(), fault.problem()));
        }
    }

    /**
     * Where directives stand.
     *
     * @param matchers of the site
     * @param outer what must hold for a request to come here
     * @param block the block that says so
     */
    private record Scope(CaddyMatchers matchers, Term outer, CaddyBlock block) {
        Term of(CaddyBlock directive) throws Regexes.Invalid {
            return Term.all(List.of(outer, matchers.of(directive)));
        }

        /** What reports show for a directive: the matcher that says for which requests it is. */
        CaddyBlock shown(CaddyBlock directive) {
            boolean site = outer == Term.ALWAYS;
            return isForEverything(directive) && !site ? block : matchers.definition(directive);
        }
    }

    private void directives(List<CaddyBlock> blocks, Scope scope, boolean sorted) throws Regexes.Invalid {
        if (sorted) {
            for (String name : ORDER) {
                // Of two handles the one that is for everything comes last.
                for (boolean everything : new boolean[] {false, true}) {
                    for (CaddyBlock block : blocks) {
                        if (block.name().equals(name) && isForEverything(block) == everything) {
                            directive(block, scope);
                        }
                    }
                }
            }
        } else {
            for (CaddyBlock block : blocks) {
                directive(block, scope);
            }
        }
        for (CaddyBlock block : blocks) {
            note(block);
        }
    }

    private static boolean isForEverything(CaddyBlock block) {
        return block.arguments().isEmpty()
                || !CaddyMatchers.isMatcher(block.arguments().getFirst())
                || block.arguments().getFirst().equals("*");
    }

    private void directive(CaddyBlock block, Scope scope) throws Regexes.Invalid {
        switch (block.name()) {
            case "handle", "route" -> {
                Scope inner = new Scope(scope.matchers(), scope.of(block), scope.shown(block));
                directives(block.children(), inner, block.name().equals("handle"));
                boolean answersAll = block.children().stream()
                        .anyMatch(child -> child.name().equals("reverse_proxy") && isForEverything(child));
                if (block.name().equals("handle") && !answersAll) {
                    // What a handle does not answer no other answers.
                    lines.add(line(block, scope, false));
                }
            }
            case "handle_path" -> {
                unsaid.add("line " + block.line() + " `" + block.text()
                        + "` takes a part of the path away before it passes a request on: what it opens is left out");
                lines.add(line(block, scope, false));
            }
            case "abort", "error", "respond" -> lines.add(line(block, scope, false));
            case "reverse_proxy" -> {
                if (!sockets || reachesSocket(block)) {
                    lines.add(line(block, scope, true));
                }
            }
            default -> {
                // Headers, logs, certificates and the like open nothing.
            }
        }
    }

    private static Line line(CaddyBlock block, Scope scope, boolean allows) throws Regexes.Invalid {
        CaddyBlock shown = scope.shown(block);
        Term term = scope.of(block);
        return new Line(shown.line(), shown.text(), allows, term.unsaid(), term.test());
    }

    /** Directives that decide about requests in ways that rules do not. */
    private void note(CaddyBlock block) {
        switch (block.name()) {
            case "basic_auth", "basicauth", "forward_auth" ->
                unsaid.add("line " + block.line() + " `" + block.text()
                        + "`: who may connect is a matter of the listener");
            case "import", "rewrite", "uri", "method", "try_files", "map" ->
                unsaid.add(
                        "line " + block.line() + " `" + block.text() + "` may change what passes and was not followed");
            case "tls" ->
                unsaid.add("line " + block.line() + " `" + block.text() + "`: TLS is a matter of the listener");
            default -> {
                // Nothing that decides.
            }
        }
    }
}
