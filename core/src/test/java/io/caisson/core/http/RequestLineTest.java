package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Request lines, what is accepted and what is refused side by side. */
class RequestLineTest {
    private static final String FIELDS = "Host: docker\r\n\r\n";

    /** One request line; {@code refusal} is null where it is accepted as the method and the target. */
    record Row(String why, String line, Method method, String target, Reason refusal) {
        @Override
        public String toString() {
            return why;
        }
    }

    private static Row ok(String why, String line, Method method, String target) {
        return new Row(why, line, method, target, null);
    }

    private static Row no(String why, String line, Reason reason) {
        return new Row(why, line, Method.OTHER, "", reason);
    }

    static Stream<Row> lines() {
        String longest = "/" + "a".repeat(Heads.LIMITS.targetBytesMax() - 1);
        return Stream.of(
                ok("plain", "GET /_ping HTTP/1.1\r\n", Method.GET, "/_ping"),
                ok("older protocol", "GET /_ping HTTP/1.0\r\n", Method.GET, "/_ping"),
                ok("HEAD", "HEAD /_ping HTTP/1.1\r\n", Method.HEAD, "/_ping"),
                ok("POST", "POST /build HTTP/1.1\r\n", Method.POST, "/build"),
                ok("PUT", "PUT /a HTTP/1.1\r\n", Method.PUT, "/a"),
                ok("DELETE", "DELETE /a HTTP/1.1\r\n", Method.DELETE, "/a"),
                ok("OPTIONS", "OPTIONS /a HTTP/1.1\r\n", Method.OPTIONS, "/a"),
                ok("a method no operation has", "PATCH /a HTTP/1.1\r\n", Method.OTHER, "/a"),
                ok("a word that begins like a method", "GETS /a HTTP/1.1\r\n", Method.OTHER, "/a"),
                ok("the longest method", "A".repeat(16) + " /a HTTP/1.1\r\n", Method.OTHER, "/a"),
                ok(
                        "raw JSON, as clients send it",
                        "GET /a?filters={\"label\":[\"a\"]} HTTP/1.1\r\n",
                        Method.GET,
                        "/a?filters={\"label\":[\"a\"]}"),
                ok("a fragment is the resolver's business", "GET /a#b HTTP/1.1\r\n", Method.GET, "/a#b"),
                ok("absolute form is the resolver's business", "GET http://h/a HTTP/1.1\r\n", Method.GET, "http://h/a"),
                ok("asterisk form is the resolver's business", "OPTIONS * HTTP/1.1\r\n", Method.OPTIONS, "*"),
                ok("the longest target", "GET " + longest + " HTTP/1.1\r\n", Method.GET, longest),
                no("a target one byte longer", "GET " + longest + "a HTTP/1.1\r\n", Reason.TARGET_TOO_LONG),
                no("lower-case method", "get /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("mixed-case method", "GeT /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("method with a digit", "GET1 /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("method too long", "A".repeat(17) + " /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("no method", " /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("empty line first", "\r\nGET /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("line feed first", "\nGET /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("blank first", "\tGET /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("NUL first", "\0GET /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("byte order mark first", "\u00ef\u00bb\u00bfGET /a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("TLS on a plain port", "\u0016\u0003\u0001\u0002\0\u0001\0", Reason.METHOD_MALFORMED),
                no("tab after the method", "GET\t/a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("control after the method", "GET\u000b/a HTTP/1.1\r\n", Reason.METHOD_MALFORMED),
                no("two blanks after the method", "GET  /a HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("no target", "GET HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("HTTP/0.9", "GET /a\r\n", Reason.TARGET_MALFORMED),
                no("NUL in the target", "GET /a\0b HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("tab in the target", "GET /a\tb HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("carriage return in the target", "GET /a\rb HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("line feed in the target", "GET /a\nb HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("DEL in the target", "GET /a\u007fb HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("raw UTF-8 in the target", "GET /\u00c3\u00a4 HTTP/1.1\r\n", Reason.TARGET_MALFORMED),
                no("blank in the target", "GET /a b HTTP/1.1\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("two blanks before the version", "GET /a  HTTP/1.1\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("HTTP/1.2", "GET /a HTTP/1.2\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("HTTP/2.0", "GET /a HTTP/2.0\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("HTTP/01.1", "GET /a HTTP/01.1\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("lower-case protocol", "GET /a http/1.1\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("another protocol", "GET /a RTSP/1.1\r\n", Reason.PROTOCOL_VERSION_UNSUPPORTED),
                no("two digits of version", "GET /a HTTP/1.10\r\n", Reason.HEAD_MALFORMED),
                no("blank after the version", "GET /a HTTP/1.1 \r\n", Reason.HEAD_MALFORMED),
                no("line feed only", "GET /a HTTP/1.1\n", Reason.HEAD_MALFORMED),
                no("carriage return only", "GET /a HTTP/1.1\rHost: a\r\n", Reason.HEAD_MALFORMED),
                no("HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Reason.HTTP2_REFUSED));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void reads_a_request_line_or_says_why_not(Row row) {
        Heads.Parsed parsed = Heads.parse(row.line + FIELDS);
        assertThat(parsed.head().malformed()).isEqualTo(row.refusal);
        if (row.refusal == null) {
            assertThat(parsed.end()).isEqualTo(row.line.length() + FIELDS.length());
            assertThat(parsed.head().method()).isEqualTo(row.method);
            assertThat(parsed.head().target()).isEqualTo(row.target);
        } else {
            assertThat(parsed.end()).isEqualTo(HeadParser.MALFORMED);
        }
    }

    @Test
    void keeps_what_was_read_of_a_refused_line_for_the_record() {
        RequestHead head = Heads.parse("GET /containers/json HTTP/3\r\n").head();
        assertThat(head.methodText()).isEqualTo("GET");
        assertThat(head.target()).isEqualTo("/containers/json");
        RequestHead tooLong = Heads.parse("GET /" + "a".repeat(40_000)).head();
        assertThat(tooLong.malformed()).isEqualTo(Reason.TARGET_TOO_LONG);
        assertThat(tooLong.target()).hasSize(Heads.LIMITS.targetBytesMax());
    }

    @Test
    void forgets_the_request_before() {
        HeadParser parser = new HeadParser(Heads.LIMITS);
        RequestHead head = new RequestHead();
        byte[] full = Heads.latin1("PUT /a HTTP/1.0\r\nContent-Length: 5\r\nContent-Type: multipart/form-data\r\n"
                + "Upgrade: h2c\r\nConnection: close, keep-alive, x\r\nExpect: 100-continue\r\n\r\n");
        byte[] plain = Heads.latin1("GET /b HTTP/1.1\r\nHost: a\r\n\r\n");
        parser.parse(full, 0, full.length, head);
        assertThat(parser.parse(plain, 0, plain.length, head)).isEqualTo(plain.length);
        assertThat(head.method()).isEqualTo(Method.GET);
        assertThat(head.minorVersion()).isEqualTo(1);
        assertThat(head.framing()).isEqualTo(Framing.NONE);
        assertThat(head.hasBody()).isFalse();
        assertThat(head.keepAlive()).isTrue();
        assertThat(head.expectsContinue()).isFalse();
        assertThat(head.upgrade()).isEqualTo(RequestHead.Upgrade.NONE);
        assertThat(head.contentTypeRefusal()).isNull();
        assertThat(head.headerCount()).isEqualTo(1);
    }
}
