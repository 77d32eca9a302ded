package io.caisson.language.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import io.caisson.core.docker.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever an operation reads can be spoken of in a condition. */
class ReachTest {
    private static final Path FACTS = Path.of("../core/src/test/resources/facts");
    private static final Map<Operation, CelCompiler> COMPILERS = new EnumMap<>(Operation.class);

    /** Rows of `body_fields.tsv` that are no single field; what holds them instead is tested elsewhere. */
    private static final Map<String, String> NO_FIELDS = Map.of(
            "/<any HostConfig field>", "each is a fact of its own at the top, and refused there: BodyFactsTest",
            "/<case variant or folded key>", "refused: BodyFactsTest",
            "/<HostConfig>", "each is a fact of its own: FactTableTest");

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(FACTS.resolve(file)).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static boolean compiles(String id, String expression) {
        CelCompiler compiler = COMPILERS.computeIfAbsent(Operation.byId(id).orElseThrow(), Declarations::compiler);
        CelValidationResult result = compiler.compile(expression);
        return !result.hasError();
    }

    @Test
    void every_parameter_and_header_field() throws IOException {
        TreeMap<String, String> unreached = new TreeMap<>();
        int count = 0;
        for (String[] row : rows("query_params.tsv")) {
            count++;
            String expression = row[1].equals("header")
                    ? "call.headers[\""
                            + row[2].toLowerCase(java.util.Locale.ROOT).replace("*", "a") + "\"] == \"\""
                    : "has(call.query.`" + row[2] + "`) && call.query.`" + row[2] + "` == call.query.`" + row[2] + "`";
            if (!compiles(row[0], expression)) {
                unreached.put(row[0] + " " + row[2], expression);
            }
        }
        assertThat(count).isEqualTo(226);
        assertThat(unreached).isEmpty();
    }

    @Test
    void every_field_of_a_body() throws IOException {
        TreeMap<String, String> unreached = new TreeMap<>();
        int count = 0;
        int noFields = 0;
        int archives = 0;
        for (String[] row : rows("body_fields.tsv")) {
            count++;
            if (NO_FIELDS.containsKey(row[1])) {
                noFields++;
            } else if (row[1].startsWith("(tar)")) {
                archives++;
                String file = row[1].substring("(tar)".length()).replace("/", "");
                String expression = "body.files.all(f, f.name != \"\" && f.size <= 1MiB) && body.texts.get(\"" + file
                        + "\", \"\") == \"\"";
                if (!compiles(row[0], Literals.of(expression).text())) {
                    unreached.put(row[0] + " " + row[1], expression);
                }
            } else {
                String expression = expression("body", row[1].substring(1).split("/"), 0);
                if (!compiles(row[0], expression)) {
                    unreached.put(row[0] + " " + row[1], expression);
                }
            }
        }
        assertThat(count).isEqualTo(493);
        assertThat(noFields).isEqualTo(3);
        assertThat(archives).isEqualTo(5);
        assertThat(unreached).isEmpty();
    }

    /** An expression that speaks of the field at a pointer. */
    private static String expression(String base, String[] segments, int at) {
        if (at == segments.length) {
            return base + " == " + base;
        }
        String variable = "v" + at;
        return switch (segments[at]) {
            case "*" -> base + ".all(" + variable + ", " + expression(variable, segments, at + 1) + ")";
            case "{key}" ->
                base + ".all(" + variable + ", " + expression(base + "[" + variable + "]", segments, at + 1) + ")";
            default -> expression(base + ".`" + segments[at] + "`", segments, at + 1);
        };
    }
}
