package io.caisson.language.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.language.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a condition is said when it is loaded, at its place in the file. */
class ConditionProblemsTest {
    private static List<String> problems(String operation, String condition) {
        return Policies.problems("policies:\n  p:\n    allow:\n      - operation: \"" + operation + "\"\n        when: "
                + condition + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "ContainerCreate ~ body.HostConfig.Memori <= 5        ~ 5:30 ~ has the name `Memori` here; did you"
                        + " mean `Memory`?",
                "ContainerCreate ~ 2GiB >= body.HostConfig.Memori     ~ 5:38 ~ did you mean `Memory`?",
                "ContainerCreate ~ 1KiB < 2KiB && body.Imag == \"a\"  ~ 5:34 ~ did you mean `Image`?",
                "ContainerCreate ~ body.HostConfig.Memory == \"5\"    ~ 5:38 ~ found no matching overload",
                "ContainerCreate ~ body.HostConfig.Memory             ~ 5:30 ~ expected type `bool` but found `int`",
                "ContainerCreate ~ bodi.Image == \"a\"                ~ 5:15 ~ nothing has the name `bodi`; did you"
                        + " mean `body`?",
                "ContainerCreate ~ 'body.Image == '                   ~ 5:30 ~ mismatched input",
                "ContainerCreate ~ \"body.Image == \"                 ~ 5:30 ~ mismatched input",
                "ContainerCreate ~ target.name == \"a\"               ~ 5:15 ~ `ContainerCreate` is not about one"
                        + " object",
                "ContainerList   ~ body.x == 1                        ~ 5:15 ~ `ContainerList` has no body of JSON",
                "ContainerList   ~ call.query.al                      ~ 5:25 ~ did you mean `all`?",
                "ContainerList   ~ call.query.limit == 5s.x           ~ 5:   ~ does not support field selection",
                "ContainerStop   ~ target.nam == \"a\"                ~ 5:21 ~ did you mean `name`?",
                "ContainerStop   ~ call.query.t <= 30s                ~ 5:31 ~ `t` counts seconds",
                "ContainerCreate ~ 1KiB > 0 && 5m > body.StopTimeout  ~ 5:27 ~ `StopTimeout` counts seconds",
                "ContainerStop   ~ no.such(1)                         ~ 5:   ~ nothing has the name",
                "ContainerStop   ~ 5 GiB == 5                         ~ 5:   ~ GiB",
            })
    void each_has_its_place(String operation, String condition, String place, String message) {
        assertThat(problems(operation, condition))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("caisson.yaml:" + place).contains(message));
    }

    @Test
    void places_are_right_in_blocks_of_several_lines() {
        assertThat(problems(
                        "ContainerCreate",
                        "|\n          body.Image == \"a\" &&\n          2GiB <\n            body.HostConfig.Memori"))
                .singleElement()
                .asString()
                .startsWith("caisson.yaml:8:28:");
    }

    @Test
    void a_folded_condition_has_the_place_of_its_beginning() {
        assertThat(problems("ContainerCreate", ">\n          body.Image == \"a\" &&\n          body.Imag == \"b\""))
                .singleElement()
                .asString()
                .startsWith("caisson.yaml:5:15:");
    }

    @Test
    void a_group_names_the_operations_that_a_condition_does_not_fit() {
        assertThat(problems("container:view", "target.name == \"a\""))
                .singleElement()
                .asString()
                .contains("is not about one object that exists, so it has no `target`")
                .contains("ContainerList");
        assertThat(problems("container:control", "target.name == \"a\"")).isEmpty();
        assertThat(problems("*:view", "call.version == \"\"")).isEmpty();
    }

    @Test
    void expressions_are_bounded() {
        assertThat(problems("ContainerStop", "\"" + "1 == 1 && ".repeat(500) + "true\""))
                .hasSize(1);
        assertThat(problems("ContainerStop", "\"" + "(".repeat(200) + "true" + ")".repeat(200) + "\""))
                .isNotEmpty();
        assertThat(problems("ContainerStop", "\"" + "!".repeat(200) + "true\"")).isEmpty();
        assertThat(problems("ContainerStop", "'[" + "[".repeat(100) + "]".repeat(100) + "] == []'"))
                .isNotEmpty();
    }
}
