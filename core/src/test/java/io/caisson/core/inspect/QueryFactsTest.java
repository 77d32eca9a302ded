package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFactsTest {
    private static RequestHead head(String request, String fields) {
        byte[] head = (request + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n").getBytes(StandardCharsets.US_ASCII);
        RequestHead parsed = new RequestHead();
        new HeadParser(Limits.DEFAULTS).parse(head, 0, head.length, parsed);
        return parsed;
    }

    private static Read<QueryFacts> read(String request) {
        Call call = new Call();
        assertThat(new Resolver().resolve(head(request, ""), call)).as(request).isNull();
        return QueryFacts.of(call.operation(), call.query());
    }

    private static QueryFacts facts(String request) {
        return ((Read.Value<QueryFacts>) read(request)).value();
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "0, false",
        "no, false",
        "NO, false",
        "false, false",
        "None, false",
        "+no+, false",
        "1, true",
        "true, true",
        "off, true",
        "n, true",
        "00, true"
    })
    void a_truth_is_what_the_engine_takes_for_one(String text, boolean truth) {
        assertThat(facts("GET /containers/a/logs?follow=" + text).value("follow"))
                .isEqualTo(truth);
    }

    @Test
    void what_is_not_said_is_what_the_engine_takes_for_it() {
        assertThat(facts("GET /containers/a/logs").value("follow")).isEqualTo(false);
        assertThat(facts("GET /containers/a/logs").given("follow")).isEmpty();
        assertThat(facts("GET /containers/a/stats").value("stream")).isEqualTo(true);
        assertThat(facts("POST /build").value("rm")).isEqualTo(true);
        assertThat(facts("POST /build").value("t")).isEqualTo(List.of());
        assertThat(facts("GET /containers/json").value("filters")).isEqualTo(Map.of());
        assertThat(facts("GET /containers/json").value("limit")).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /containers/json?limit=a                | no number",
                "GET /containers/json?limit=1e3              | an exponent",
                "GET /containers/json?limit=%2B1             | a plus sign",
                "GET /containers/json?limit=1-2              | a sign inside",
                "GET /containers/json?limit=-                | a sign alone",
                "GET /containers/json?limit=99999999999999999999 | beyond 64 bits",
                "GET /containers/json?filters=a              | no JSON",
                "GET /containers/json?filters=[]             | a list",
                "GET /containers/json?filters=%7B%22a%22:1%7D | a number for a list",
                "GET /containers/json?filters=%7B%22a%22:[1]%7D | a number in a list",
                "GET /containers/json?filters=%7B%22a%22:[],%22a%22:[]%7D | a name twice",
                "GET /containers/json?ALL=1                  | another case",
                "GET /images/a/json?platform=%7B             | cut JSON",
            })
    void refuses_what_has_not_the_form_of_its_type(String request, String why) {
        assertThat(read(request))
                .as(why)
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.PARAMETER_MALFORMED));
    }

    @Test
    void filters_are_lists_by_name_in_both_forms() {
        assertThat(facts("GET /containers/json?filters=%7B%22label%22:[%22a%22,%22b%22]%7D")
                        .value("filters"))
                .isEqualTo(Map.of("label", List.of("a", "b")));
        assertThat(facts("GET /containers/json?filters=%7B%22label%22:%7B%22a%22:true,%22b%22:false%7D%7D")
                        .value("filters"))
                .isEqualTo(Map.of("label", List.of("a", "b")));
        assertThat(facts("GET /containers/json?filters=").value("filters")).isEqualTo(Map.of());
    }

    @Test
    void parameters_of_json_and_lists() {
        assertThat(facts("GET /images/a/json?platform=%7B%22os%22:%22linux%22%7D")
                        .value("platform"))
                .isEqualTo(Map.of("os", "linux"));
        assertThat(facts("GET /images/get?names=a&names=b").value("names")).isEqualTo(List.of("a", "b"));
        assertThat(facts("POST /build?buildargs=%7B%22A%22:null,%22B%22:%22c%22%7D")
                        .value("buildargs"))
                .isEqualTo(Map.of("A", "", "B", "c"));
    }

    @Test
    void parameters_that_the_operation_is_not_known_to_read_are_named() {
        assertThat(facts("GET /containers/json?all=1&new=2&other=3").unknown()).containsExactly("new", "other");
    }

    @Test
    void header_fields_that_the_operation_reads_are_facts_and_others_are_not() {
        RequestHead head = head(
                "POST /images/create?fromImage=a",
                "X-Registry-Auth: abc\r\nX-Meta-A: 1\r\nx-meta-a: 2\r\nX-Other: 3\r\nUser-Agent: u\r\n");
        Call call = new Call();
        new Resolver().resolve(head, call);
        assertThat(HeaderFacts.of(call.operation(), head).values())
                .isEqualTo(Map.of("x-registry-auth", "abc", "x-meta-a", "1, 2"));
    }
}
