package io.caisson.language.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What HAProxy's conditions say of a method or a path. */
final class HaproxyCriteria {
    private final Map<String, String> environment;
    private final Words words = new Words();

    HaproxyCriteria(Map<String, String> environment) {
        this.environment = environment;
    }

    Set<String> words() {
        return words.set();
    }

    /** Words of a line: quotes and backslashes before white space keep it together; {@code #} ends the line. */
    static List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        char quote = 0;
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            char character = i == line.length() ? ' ' : line.charAt(i);
            if (quote != 0 && i < line.length()) {
                quoted = true;
                if (character == quote) {
                    quote = 0;
                } else {
                    token.append(character);
                }
            } else if (character == '"' || character == '\'') {
                quote = character;
            } else if (character == '\\' && i + 1 < line.length() && line.charAt(i + 1) == ' ') {
                token.append(' ');
                i++;
            } else if (Character.isWhitespace(character) || character == '#' && token.isEmpty()) {
                if (!token.isEmpty() || quoted) {
                    tokens.add(token.toString());
                }
                token.setLength(0);
                quoted = false;
                if (character == '#') {
                    break;
                }
            } else {
                token.append(character);
            }
        }
        return tokens;
    }

    /** The conditions that HAProxy itself names. */
    static Optional<Term> predefined(String name) {
        return switch (name) {
            case "TRUE", "HTTP", "HTTP_1.1", "HTTP_1.0" -> Optional.of(Term.ALWAYS);
            case "FALSE" -> Optional.of(Term.ALWAYS.negated());
            case "METH_GET" -> Optional.of(methods(List.of("GET", "HEAD")));
            case "METH_HEAD", "METH_POST", "METH_PUT", "METH_DELETE", "METH_OPTIONS", "METH_CONNECT", "METH_TRACE" ->
                Optional.of(methods(List.of(name.substring("METH_".length()))));
            case "LOCALHOST" -> Optional.of(Term.unsaid(Term.CALLERS + "from this machine"));
            default -> Optional.empty();
        };
    }

    private static Term methods(List<String> methods) {
        return new Term((method, path) -> methods.contains(method), "");
    }

    /** A condition: what is fetched, flags, and values of which one must fit. */
    Term term(List<String> tokens) throws Regexes.Invalid {
        String fetch = tokens.getFirst();
        String name = fetch.indexOf(',') < 0 ? fetch : fetch.substring(0, fetch.indexOf(','));
        boolean ignoreCase = false;
        String way = way(name);
        int i = 1;
        for (; i < tokens.size() && tokens.get(i).startsWith("-"); i++) {
            switch (tokens.get(i)) {
                case "-i" -> ignoreCase = true;
                case "-m" -> way = ++i < tokens.size() ? tokens.get(i) : way;
                default -> {
                    if (tokens.get(i).equals("--")) {
                        i++;
                    }
                }
            }
        }
        List<String> values = tokens.subList(Math.min(i, tokens.size()), tokens.size());
        if (name.equals("method")) {
            return methods(values);
        }
        if (name.startsWith("env(") && name.endsWith(")")) {
            return variable(name.substring(4, name.length() - 1), way, values);
        }
        if (name.equals("path") || name.startsWith("path_")) {
            return paths(way, values, ignoreCase);
        }
        String text = String.join(" ", tokens);
        return Term.unsaid((name.startsWith("src") ? Term.CALLERS : "") + "`" + text + "`");
    }

    private static String way(String name) {
        return name.startsWith("path_") ? name.substring("path_".length()) : "str";
    }

    private Term variable(String name, String way, List<String> values) {
        String value = environment.getOrDefault(name, "");
        boolean holds = way.equals("bool")
                ? !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false")
                : values.contains(value);
        return new Term((method, path) -> holds, "");
    }

    private Term paths(String way, List<String> values, boolean ignoreCase) throws Regexes.Invalid {
        List<RequestTest> tests = new ArrayList<>();
        for (String value : values) {
            words.add(value);
            tests.add(
                    way.equals("reg")
                            ? Regexes.test("", value, ignoreCase)
                            : text(way, ignoreCase ? value.toLowerCase(Locale.ROOT) : value, ignoreCase));
        }
        return new Term(RequestTest.any(tests), "");
    }

    private static RequestTest text(String way, String value, boolean ignoreCase) throws Regexes.Invalid {
        if (!List.of("str", "beg", "end", "sub", "dir").contains(way)) {
            throw new Regexes.Invalid(
                    "paths cannot be compared with `" + way + "` here; write str, beg, end, sub, dir or reg");
        }
        return (method, asked) -> {
            String path = ignoreCase ? asked.toLowerCase(Locale.ROOT) : asked;
            return switch (way) {
                case "beg" -> path.startsWith(value);
                case "end" -> path.endsWith(value);
                case "sub" -> path.contains(value);
                case "dir" -> (path + "/").contains("/" + value + "/");
                default -> path.equals(value);
            };
        };
    }
}
