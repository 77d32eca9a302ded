package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of the engine's answers: read as strictly as a request's. */
class ResponseParserTest {
    private static final ResponseParser PARSER = new ResponseParser(Limits.DEFAULTS);

    record Row(String why, String head, boolean valid) {
        @Override
        public String toString() {
            return why;
        }
    }

    private static Row ok(String why, String head) {
        return new Row(why, head, true);
    }

    private static Row no(String why, String head) {
        return new Row(why, head, false);
    }

    private static Row fields(String why, String fields, boolean valid) {
        return new Row(why, "HTTP/1.1 200 OK\r\n" + fields + "\r\n", valid);
    }

    static Stream<Row> statusLines() {
        return Stream.of(
                ok("plain", "HTTP/1.1 200 OK\r\n\r\n"),
                ok("no words", "HTTP/1.1 200 \r\n\r\n"),
                ok("words", "HTTP/1.1 404 Not Found at all\r\n\r\n"),
                ok("older protocol", "HTTP/1.0 200 OK\r\n\r\n"),
                ok("a status nobody knows", "HTTP/1.1 599 x\r\n\r\n"),
                ok("interim", "HTTP/1.1 100 Continue\r\n\r\n"),
                no("no blank after the status", "HTTP/1.1 200\r\n\r\n"),
                no("two digits", "HTTP/1.1 20 OK\r\n\r\n"),
                no("four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
                no("below 100", "HTTP/1.1 099 OK\r\n\r\n"),
                no("no number", "HTTP/1.1 abc OK\r\n\r\n"),
                no("a sign", "HTTP/1.1 +20 OK\r\n\r\n"),
                no("HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n"),
                no("HTTP/2", "HTTP/2 200 OK\r\n\r\n\r\n"),
                no("two blanks", "HTTP/1.1  200 OK\r\n\r\n"),
                no("a tab", "HTTP/1.1\t200 OK\r\n\r\n"),
                no("lower case", "http/1.1 200 OK\r\n\r\n"),
                no("something else", "SSH-2.0-OpenSSH\r\n\r\n"),
                no("an empty line first", "\r\nHTTP/1.1 200 OK\r\n\r\n"),
                no("a control in the words", "HTTP/1.1 200 O\u0001K\r\n\r\n"),
                no("line feed only", "HTTP/1.1 200 OK\n\n"),
                no("carriage return only", "HTTP/1.1 200 OK\rA: b\r\n\r\n"));
    }

    static Stream<Row> sections() {
        int most = Limits.DEFAULTS.headersMax();
        return Stream.of(
                fields("a length", "Content-Length: 5\r\n", true),
                fields("chunked", "Transfer-Encoding: chunked\r\n", true),
                fields("as many as the limit", "a: b\r\n".repeat(most), true),
                fields("one more", "a: b\r\n".repeat(most + 1), false),
                fields("larger than the limit", "a: " + "b".repeat(64 << 10) + "\r\n", false),
                fields("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", false),
                fields("two equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n", false),
                fields("a length that is no number", "Content-Length: five\r\n", false),
                fields("a negative length", "Content-Length: -1\r\n", false),
                fields("length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", false),
                fields("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", false),
                fields("another coding", "Transfer-Encoding: gzip, chunked\r\n", false),
                fields("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", false),
                fields("folded", "A: b\r\n c\r\n", false),
                fields("blank before the colon", "A : b\r\n", false),
                fields("NUL", "A: b\0\r\n", false),
                fields("line feed only", "A: b\nC: d\r\n", false),
                fields(
                        "a connection that names the length",
                        "Connection: content-length\r\nContent-Length: 5\r\n",
                        false),
                no("chunked on HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource({"statusLines", "sections"})
    void reads_a_head_or_refuses_it(Row row) {
        ResponseHead head = new ResponseHead();
        byte[] bytes = Heads.latin1(row.head);
        int end = PARSER.parse(bytes, 0, bytes.length, head);
        assertThat(end).isEqualTo(row.valid ? bytes.length : ResponseParser.MALFORMED);
        assertThat(head.malformed()).isEqualTo(row.valid ? null : Reason.ENGINE_RESPONSE_MALFORMED);
    }

    private static ResponseHead parse(String text) {
        ResponseHead head = new ResponseHead();
        byte[] bytes = Heads.latin1(text);
        assertThat(PARSER.parse(bytes, 0, bytes.length, head)).isEqualTo(bytes.length);
        return head;
    }

    private static String written(ResponseHead head) {
        ByteWriter out = new ByteWriter(16);
        head.writeStatusAndFields(out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, Content-Length: 5, LENGTH, 5",
        "GET, 200, Content-Length: 0, LENGTH, 0",
        "GET, 200, Transfer-Encoding: chunked, CHUNKED, 0",
        "GET, 200, A: b, UNTIL_CLOSE, 0",
        "POST, 500, A: b, UNTIL_CLOSE, 0",
        "HEAD, 200, Content-Length: 5, NONE, 0",
        "HEAD, 200, Transfer-Encoding: chunked, NONE, 0",
        "HEAD, 404, A: b, NONE, 0",
        "GET, 204, Content-Length: 5, NONE, 0",
        "GET, 204, Transfer-Encoding: chunked, NONE, 0",
        "GET, 304, Content-Length: 5, NONE, 0",
        "GET, 100, Content-Length: 5, NONE, 0",
        "POST, 101, A: b, NONE, 0",
    })
    void knows_how_the_body_ends(Method method, int status, String field, Framing framing, long length) {
        ResponseHead head = parse("HTTP/1.1 " + status + " x\r\n" + field + "\r\n\r\n");
        head.settleFraming(method);
        assertThat(head.framing()).isEqualTo(framing);
        assertThat(head.contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200, true", "GET, 304, true", "GET, 200, true", "GET, 204, false", "GET, 100, false"})
    void passes_a_length_on_only_where_it_may_stand(Method method, int status, boolean passed) {
        ResponseHead head = parse("HTTP/1.1 " + status + " x\r\nA: b\r\nContent-Length: 5\r\nC: d\r\n\r\n");
        head.settleFraming(method);
        assertThat(written(head))
                .isEqualTo(
                        "HTTP/1.1 " + status + " x\r\nA: b\r\n" + (passed ? "Content-Length: 5\r\n" : "") + "C: d\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "Connection: X-Hop",
                "Keep-Alive: timeout=5",
                "Upgrade: h2c",
                "Trailer: A",
                "Transfer-Encoding: chunked",
                "Proxy-Authenticate: Basic",
                "proxy-connection: a",
                "X-Hop: a"
            })
    void does_not_pass_on(String field) {
        ResponseHead head = parse("HTTP/1.1 200 OK\r\nConnection: x-hop\r\nA: b\r\n" + field + "\r\nC: d\r\n\r\n");
        assertThat(written(head)).isEqualTo("HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n");
    }

    @Test
    void passes_on_what_the_engine_says_of_itself() {
        String fields = "Api-Version: 1.41\r\nDocker-Experimental: false\r\nOstype: linux\r\n"
                + "Server: Docker/20.10.24 (linux)\r\nX-Docker-Container-Path-Stat: e30=\r\nContent-Type: a/b\r\n";
        assertThat(written(parse("HTTP/1.1 200 OK\r\n" + fields + "\r\n"))).isEqualTo("HTTP/1.1 200 OK\r\n" + fields);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', true",
        "1, close, false",
        "1, 'Keep-Alive, CLOSE', false",
        "1, closed, true",
        "0, keep-alive, false"
    })
    void knows_whether_the_engine_stays(int minor, String connection, boolean stays) {
        assertThat(parse("HTTP/1." + minor + " 200 OK\r\nConnection: " + connection + "\r\n\r\n")
                        .keepAlive())
                .isEqualTo(stays);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.docker.raw-stream, true",
        "Application/Vnd.Docker.Raw-Stream, true",
        "application/vnd.docker.multiplexed-stream, true",
        "application/octet-stream, false",
        "application/json, false"
    })
    void knows_the_engines_raw_streams(String type, boolean raw) {
        assertThat(parse("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n")
                        .rawStream())
                .isEqualTo(raw);
    }

    @Test
    void forgets_the_answer_before() {
        ResponseHead head = new ResponseHead();
        byte[] first = Heads.latin1("HTTP/1.0 204 a\r\nContent-Length: 5\r\nConnection: close\r\n"
                + "Content-Type: application/vnd.docker.raw-stream\r\n\r\n");
        byte[] second = Heads.latin1("HTTP/1.1 204 b\r\nA: b\r\n\r\n");
        PARSER.parse(first, 0, first.length, head);
        head.settleFraming(Method.GET);
        assertThat(PARSER.parse(second, 0, second.length, head)).isEqualTo(second.length);
        head.settleFraming(Method.GET);
        assertThat(head.keepAlive()).isTrue();
        assertThat(head.rawStream()).isFalse();
        assertThat(written(head)).isEqualTo("HTTP/1.1 204 b\r\nA: b\r\n");
    }
}
