package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content types as the engine reads them: cut at the first semicolon, trimmed, lowered by Unicode's rules. */
class ContentTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | OTHER",
                "application/x-tar | OTHER",
                "text/plain; charset=utf-8 | OTHER",
                "`` | ABSENT",
                "; charset=utf-8 | ABSENT",
                "application/x-www-form-urlencoded | FORM",
                "Application/X-WWW-Form-UrlEncoded; charset=UTF-8 | FORM",
                "application/x-www-form-urlencoded;broken | FORM",
                "` application/x-www-form-urlencoded\t; a=b` | FORM",
                "application/x-www-form-urlencoded2 | OTHER",
                "application/x-www-form-urlencoded, application/json | OTHER",
                "application/json; a=application/x-www-form-urlencoded | OTHER",
                "multipart/form-data; boundary=x | MULTIPART",
                "MULTIPART/Form-Data | MULTIPART",
                "multipart/mixed | MULTIPART",
                "multipart | OTHER",
                "application/grpc | GRPC",
                "application/grpc+proto | GRPC",
                "Application/gRPC-web | GRPC",
                "application/json; name=\u00e4 | OTHER",
                // Both lower to ASCII in Go: a capital I with a dot, and the sign for kelvin.
                "mult\u00c4\u00b0part/form-data | UNCLEAR",
                "application/x-www-form-urlencoded\u00e2\u0084\u00aa | UNCLEAR",
                // Go trims what Unicode calls a space: a no-break space and an ideographic one.
                "\u00c2\u00a0application/x-www-form-urlencoded | UNCLEAR",
                "application/x-www-form-urlencoded\u00e3\u0080\u0080; a=b | UNCLEAR",
            })
    void reads_a_type(String value, ContentType type) {
        byte[] bytes = Heads.latin1(value);
        assertThat(ContentType.of(bytes, 0, bytes.length)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, Content-Length: 3, CONTENT_TYPE_REFUSED",
        "application/x-www-form-urlencoded, Transfer-Encoding: chunked, CONTENT_TYPE_REFUSED",
        "application/x-www-form-urlencoded, Content-Length: 0,",
        "application/x-www-form-urlencoded, A: b,",
        "multipart/form-data; boundary=x, Content-Length: 3, CONTENT_TYPE_REFUSED",
        "mult\u00c4\u00b0part/form-data, Content-Length: 3, CONTENT_TYPE_REFUSED",
        "application/grpc, A: b, HTTP2_REFUSED",
        "application/grpc, Content-Length: 3, HTTP2_REFUSED",
        "application/json, Content-Length: 3,",
        "application/x-tar, Transfer-Encoding: chunked,",
    })
    void refuses_forms_that_are_not_empty_and_grpc_altogether(String type, String framing, Reason refusal) {
        for (String method : new String[] {"POST", "PUT", "GET", "DELETE", "PATCH"}) {
            RequestHead head = Heads.parse(
                            method + " / HTTP/1.1\r\nHost: a\r\nContent-Type: " + type + "\r\n" + framing + "\r\n\r\n")
                    .head();
            assertThat(head.malformed()).isNull();
            assertThat(head.contentTypeRefusal()).as(method).isEqualTo(refusal);
        }
    }

    @Test
    void refuses_nothing_without_a_content_type() {
        assertThat(Heads.parse(Heads.request("Content-Length: 3\r\n")).head().contentTypeRefusal())
                .isNull();
    }

    @Test
    void can_keep_the_type_from_going_on() {
        Heads.Parsed parsed = Heads.parse(Heads.request("Content-Type: a/b\r\nC: d\r\n"));
        assertThat(parsed.head().contentTypeEnd() - parsed.head().contentTypeStart())
                .isEqualTo(3);
        parsed.head().dropContentType();
        assertThat(parsed.forwarded()).isEqualTo("C: d\r\n");
    }
}
