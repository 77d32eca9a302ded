package io.caisson.core.workload;

import static io.caisson.core.workload.Requests.policy;
import static io.caisson.core.workload.Requests.violated;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.FactTable;
import io.caisson.core.inspect.Shape;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field and parameter by which a workload can get at its host is held by a control, and a case shows it. */
class RefusalTableTest {
    private static final Set<String> RISKS = Set.of("host-root", "host-read", "host-net", "privilege");

    /** Rows that stand for more than one field; their cases are in {@link RouteTest}. */
    private static boolean isGeneral(String pointer) {
        return pointer.contains("<") || pointer.contains("(tar)");
    }

    private static List<String[]> rows(String name) {
        return new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(RefusalTableTest.class.getResourceAsStream("/facts/" + name)),
                        StandardCharsets.UTF_8))
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }

    static Stream<String[]> cases() {
        return rows("workload_refusals.tsv").stream().filter(row -> !row[2].equals("-"));
    }

    @Test
    void every_field_that_reaches_the_host_has_a_case() {
        Set<String> cases = new HashSet<>();
        rows("workload_refusals.tsv").forEach(row -> cases.add(row[0] + row[1]));
        List<String> without = new ArrayList<>();
        for (String[] row : rows("body_fields.tsv")) {
            if (RISKS.contains(row[6]) && !isGeneral(row[1]) && !cases.contains(row[0] + row[1])) {
                without.add(row[0] + " " + row[1]);
            }
        }
        assertThat(without).isEmpty();
        assertThat(cases).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_field_that_reaches_the_host_is_refused_by_both_standards(
            String operation, String pointer, String body, String list, String control) {
        Operation called = Operation.byId(operation).orElseThrow();
        String[] lists = list.equals("-") ? new String[0] : new String[] {list};
        assertThat(violated(Requests.judge(policy(Standard.BASELINE, lists), called, "", body, Map.of())))
                .contains(control);
        assertThat(violated(Requests.judge(policy(Standard.RESTRICTED, lists), called, "", body, Map.of())))
                .contains(control);
    }

    @Test
    void no_field_that_engines_read_is_missing_in_the_table() {
        List<String> missing = new ArrayList<>();
        for (Operation operation : Operation.all()) {
            Optional<Shape> shape = FactTable.body(operation);
            if (FieldTable.route(operation).isPresent() && DemandReader.readsBody(operation) && shape.isPresent()) {
                leaves(shape.get(), "").filter(pointer -> !pointer.isEmpty()).forEach(pointer -> {
                    if (!isKnown(operation, pointer)) {
                        missing.add(operation + " " + pointer);
                    }
                });
            }
        }
        // Old engines read these at the top too, and there they are refused before anything is judged.
        missing.removeIf(each -> each.startsWith("ContainerCreate /")
                && isKnown(Operation.ContainerCreate, "/HostConfig" + each.substring("ContainerCreate ".length())));
        assertThat(missing).isEmpty();
    }

    /** One string may stand for a list, which is then held item by item. */
    private static boolean isKnown(Operation operation, String pointer) {
        return FieldTable.control(operation, pointer).isPresent()
                || FieldTable.control(operation, pointer + "/*").isPresent();
    }

    private static Stream<String> leaves(Shape shape, String pointer) {
        return switch (shape.kind()) {
            case OBJECT ->
                shape.fields().isEmpty()
                        ? Stream.of(pointer)
                        : shape.fields().entrySet().stream()
                                .flatMap(field -> leaves(field.getValue(), pointer + "/" + field.getKey()));
            case LIST, MAP -> leaves(shape.element().orElseThrow(), pointer + "/*");
            case TEXT, INTEGER, DECIMAL, TRUTH, TEXTS, FILTERS, ANY -> Stream.of(pointer);
        };
    }

    @Test
    void no_parameter_of_a_route_is_missing_in_the_table() {
        List<String> missing = new ArrayList<>();
        for (Operation operation : Operation.all()) {
            if (FieldTable.route(operation).isPresent()) {
                FactTable.query(operation).fields().forEach((name, shape) -> {
                    boolean several = shape.kind() == Shape.Kind.LIST;
                    boolean known = FieldTable.control(operation, "?" + name).isPresent()
                            || FieldTable.control(operation, "?" + name + "/*").isPresent();
                    if (!known) {
                        missing.add(operation + " ?" + name + (several ? "/*" : ""));
                    }
                });
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_operation_that_makes_or_changes_a_workload_is_a_route() {
        List<String> open = new ArrayList<>();
        for (String[] row : rows("body_fields.tsv")) {
            Operation operation = Operation.byId(row[0]).orElseThrow();
            if (RISKS.contains(row[6])
                    && !DemandReader.isRoute(operation)
                    && operation != Operation.NetworkDisconnect) {
                open.add(row[0]);
            }
        }
        assertThat(open).isEmpty();
    }
}
