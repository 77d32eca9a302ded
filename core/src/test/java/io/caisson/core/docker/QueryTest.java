package io.caisson.core.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private final RequestHead head = new RequestHead();
    private final Call call = new Call();

    @ParameterizedTest
    @CsvSource({
        "POST /containers/create?name=a&name=b,                      /containers/create?name=a",
        "POST /containers/create?name=&name=b,                       /containers/create?name=",
        "POST /containers/create?Cmd=sleep&name=a&Cmd=1&Cmd=2,       /containers/create?Cmd=sleep&name=a",
        "POST /containers/create?n%61me=a&name=b,                    /containers/create?name=a"
    })
    void of_a_name_that_comes_twice_the_first_is_sent_alone(String request, String sent) {
        assertThat(resolve(request)).isNull();
        assertThat(target()).isEqualTo(sent);
    }

    @Test
    void a_name_of_which_the_engine_takes_all_is_sent_as_often_as_it_came() {
        assertThat(resolve("GET /images/get?names=a&names=b")).isNull();
        assertThat(target()).isEqualTo("/images/get?names=a&names=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=a&Name=b", "Cmd=a&cmd=b", "x=1;y=2", "x=%zz", "x=%2", "=a"})
    void what_two_engines_read_in_two_ways_is_refused(String query) {
        assertThat(resolve("POST /containers/create?" + query)).isEqualTo(Reason.QUERY_MALFORMED);
    }

    private Reason resolve(String request) {
        byte[] bytes = (request + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1);
        assertThat(new HeadParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head))
                .isEqualTo(bytes.length);
        return new Resolver().resolve(head, call);
    }

    private String target() {
        ByteWriter out = new ByteWriter(64);
        call.writeTarget(out);
        return out.toString();
    }
}
