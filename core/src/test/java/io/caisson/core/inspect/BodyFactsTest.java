package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyFactsTest {
    static Read<BodyFacts> read(Operation operation, String text) {
        Read<Json> json = StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
        return json instanceof Read.Refused<Json> refused
                ? refused.as()
                : BodyFacts.of(operation, ((Read.Value<Json>) json).value());
    }

    private static BodyFacts facts(Operation operation, String text) {
        Read<BodyFacts> read = read(operation, text);
        assertThat(read).isInstanceOf(Read.Value.class);
        return ((Read.Value<BodyFacts>) read).value();
    }

    @Test
    void what_is_said_is_a_fact_and_what_is_not_is_what_the_engine_takes_for_it() {
        Facts body = (Facts) facts(
                        Operation.ContainerCreate,
                        "{\"Image\":\"a\",\"Labels\":{\"x\":\"y\"},\"HostConfig\":{\"Memory\":5,\"Binds\":null}}")
                .value();
        Facts host = (Facts) body.value("HostConfig");
        assertThat(body.value("Image")).isEqualTo("a");
        assertThat(body.value("Labels")).isEqualTo(Map.of("x", "y"));
        assertThat(body.value("Hostname")).isEqualTo("");
        assertThat(body.given("Hostname")).isEmpty();
        assertThat(host.value("Memory")).isEqualTo(5L);
        assertThat(host.value("Privileged")).isEqualTo(false);
        assertThat(host.value("Binds")).isEqualTo(List.of());
        assertThat(host.given("Binds")).isEmpty();
        assertThat(((Facts) host.value("LogConfig")).value("Type")).isEqualTo("");
    }

    @Test
    void one_string_is_a_list_of_one_where_engines_take_it_so() {
        Facts body = (Facts) facts(Operation.ContainerCreate, "{\"Cmd\":\"sh\",\"HostConfig\":{\"CapAdd\":\"ALL\"}}")
                .value();
        assertThat(body.value("Cmd")).isEqualTo(List.of("sh"));
        assertThat(((Facts) body.value("HostConfig")).value("CapAdd")).isEqualTo(List.of("ALL"));
    }

    @Test
    void fields_that_no_engine_is_known_to_read_are_named() {
        BodyFacts facts = facts(
                Operation.ContainerCreate,
                "{\"New\":1,\"HostConfig\":{\"Newer\":{\"a/b\":2}},\"Labels\":{\"any\":\"x\"}}");
        assertThat(facts.unknown()).containsExactlyInAnyOrder("/New", "/HostConfig/Newer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "lower case                    | {\"hostconfig\":{}}",
                "long s for s                  | {\"Ho\u017ftConfig\":{}}",
                "long s, escaped               | {\"Ho\\u017ftConfig\":{}}",
                "Kelvin sign for k             | {\"Networ\u212aingConfig\":{}}",
                "Kelvin sign, escaped          | {\"Networ\\u212aingConfig\":{}}",
                "deeper                        | {\"HostConfig\":{\"privileged\":true}}",
                "in a list                     | {\"HostConfig\":{\"Mounts\":[{\"source\":\"/\"}]}}",
                "both spellings                | {\"HostConfig\":{\"Binds\":[],\"binds\":[]}}",
                "two unknown ones that fold    | {\"Newfield\":1,\"newField\":2}",
                "below an unknown one          | {\"New\":{\"a\":1,\"A\":2}}",
                "host configuration at the top | {\"Privileged\":true}",
                "binds at the top              | {\"Binds\":[\"/:/host\"],\"HostConfig\":{}}",
            })
    void refuses_names_that_an_engine_would_take_for_others(String why, String text) {
        assertThat(read(Operation.ContainerCreate, text))
                .as(why)
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BODY_AMBIGUOUS));
    }

    @Test
    void names_that_the_client_chooses_may_differ_in_case_only() {
        assertThat(read(Operation.ContainerCreate, "{\"Labels\":{\"a\":\"1\",\"A\":\"2\"}}"))
                .isInstanceOf(Read.Value.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "text for a number       | {\"HostConfig\":{\"Memory\":\"5\"}}",
                "fraction                | {\"HostConfig\":{\"Memory\":5.0}}",
                "exponent                | {\"HostConfig\":{\"Memory\":1e6}}",
                "beyond 64 bits          | {\"HostConfig\":{\"Memory\":9223372036854775808}}",
                "number for a truth      | {\"HostConfig\":{\"Privileged\":1}}",
                "text for a truth        | {\"HostConfig\":{\"Privileged\":\"false\"}}",
                "number for text         | {\"Image\":1}",
                "object for a list       | {\"HostConfig\":{\"Binds\":{}}}",
                "list for an object      | {\"HostConfig\":[]}",
                "number in a list        | {\"Env\":[1]}",
                "number in a map         | {\"Labels\":{\"a\":1}}",
                "list for the whole      | []",
            })
    void refuses_a_value_of_another_type_as_the_engine_does(String why, String text) {
        assertThat(read(Operation.ContainerCreate, text))
                .as(why)
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BODY_MISTYPED));
    }

    @Test
    void what_is_written_again_is_what_was_read() {
        String text = "{\"Image\":\"a\\u0001\\\"\u00e9\",\"HostConfig\":{\"Memory\":-1,\"New\":[1.50,true,null]}}";
        assertThat(new String(facts(Operation.ContainerCreate, text).render(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    void a_body_of_an_operation_that_nothing_is_known_of_is_read_as_it_is() {
        assertThat(facts(Operation.PodCreateLibpod, "{\"name\":\"a\",\"n\":1}").value())
                .isEqualTo(Map.of("name", "a", "n", 1L));
        assertThat(read(Operation.PodCreateLibpod, "{\"name\":\"a\",\"NAME\":\"b\"}"))
                .isInstanceOf(Read.Refused.class);
    }
}
