package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.http.RequestHead.Upgrade;
import io.caisson.core.reason.Reason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header section of requests: syntax, framing, and what goes on to the engine. */
class RequestFieldsTest {
    /** A whole head; {@code refusal} is null where it is accepted. */
    record Row(String why, String head, Reason refusal) {
        @Override
        public String toString() {
            return why;
        }
    }

    private static Row ok(String why, String fields) {
        return new Row(why, Heads.request(fields), null);
    }

    private static Row no(String why, String fields, Reason reason) {
        return new Row(why, Heads.request(fields), reason);
    }

    private static Row bare(String why, String fields, Reason refusal) {
        return new Row(why, "GET /_ping HTTP/1.1\r\n" + fields + "\r\n", refusal);
    }

    private static Row old(String why, String fields, Reason refusal) {
        return new Row(why, "POST /build HTTP/1.0\r\n" + fields + "\r\n", refusal);
    }

    static Stream<Row> syntax() {
        int most = Heads.LIMITS.headersMax() - 1;
        String start = "POST /containers/create HTTP/1.1\r\nHost: docker\r\nA: \r\n\r\n";
        String longest = "b".repeat(Heads.LIMITS.headBytesMax() - start.length());
        return Stream.of(
                ok("no fields more", ""),
                ok("empty value", "A:\r\n"),
                ok("blanks around a value", "A: \t b \t \r\n"),
                ok("blanks inside a value", "A: b \t c\r\n"),
                ok("every token character in a name", "!#$%&'*+-.^_`|~09azAZ: b\r\n"),
                ok("bytes above ASCII in a value", "A: \u00e4\u00ff\u0080\r\n"),
                ok("colons in a value", "A: b:c: d\r\n"),
                ok("a field twice", "A: b\r\nA: c\r\n"),
                ok("as many fields as the limit", "a: b\r\n".repeat(most)),
                no("one field more", "a: b\r\n".repeat(most + 1), Reason.TOO_MANY_HEADERS),
                ok("a head as large as the limit", "A: " + longest + "\r\n"),
                no("one byte more", "A: " + longest + "b\r\n", Reason.HEAD_TOO_LARGE),
                no("no colon", "A\r\n", Reason.HEAD_MALFORMED),
                no("no name", ": b\r\n", Reason.HEAD_MALFORMED),
                no("blank before the colon", "A : b\r\n", Reason.HEAD_MALFORMED),
                no("tab before the colon", "A\t: b\r\n", Reason.HEAD_MALFORMED),
                no("blank in a name", "A B: c\r\n", Reason.HEAD_MALFORMED),
                no("folded with a blank", "A: b\r\n c\r\n", Reason.HEAD_MALFORMED),
                no("folded with a tab", "A: b\r\n\tc\r\n", Reason.HEAD_MALFORMED),
                no("folded to nothing", "A: b\r\n \r\n", Reason.HEAD_MALFORMED),
                no("byte above ASCII in a name", "\u00c4: b\r\n", Reason.HEAD_MALFORMED),
                no("slash in a name", "A/B: c\r\n", Reason.HEAD_MALFORMED),
                no("NUL in a name", "A\0: b\r\n", Reason.HEAD_MALFORMED),
                no("NUL in a value", "A: b\0c\r\n", Reason.HEAD_MALFORMED),
                no("control in a value", "A: b\u0001c\r\n", Reason.HEAD_MALFORMED),
                no("vertical tab in a value", "A: b\u000bc\r\n", Reason.HEAD_MALFORMED),
                no("form feed in a value", "A: b\fc\r\n", Reason.HEAD_MALFORMED),
                no("escape in a value", "A: b\u001bc\r\n", Reason.HEAD_MALFORMED),
                no("DEL in a value", "A: b\u007fc\r\n", Reason.HEAD_MALFORMED),
                no("line feed only", "A: b\nC: d\r\n", Reason.HEAD_MALFORMED),
                no("carriage return only", "A: b\rC: d\r\n", Reason.HEAD_MALFORMED),
                no("two carriage returns", "A: b\r\r\n", Reason.HEAD_MALFORMED),
                no("line feed before the pair", "A: b\n\r\n", Reason.HEAD_MALFORMED),
                no("empty line of a lone carriage return", "A: b\r\n\rX", Reason.HEAD_MALFORMED));
    }

    static Stream<Row> hosts() {
        return Stream.of(
                bare("the engine's own", "Host: docker\r\n", null),
                bare("what the docker client sends", "Host: api.moby.localhost\r\n", null),
                bare("a name and a port", "Host: localhost:2375\r\n", null),
                bare("IPv6", "Host: [::1]:2375\r\n", null),
                bare("a socket's path, percent-encoded", "Host: %2Fvar%2Frun%2Fdocker.sock\r\n", null),
                bare("empty", "Host:\r\n", null),
                bare("name in any case", "hOsT: a\r\n", null),
                bare("missing", "", Reason.HOST_MALFORMED),
                bare("twice", "Host: a\r\nHost: b\r\n", Reason.HOST_MALFORMED),
                bare("twice the same", "Host: a\r\nhost: a\r\n", Reason.HOST_MALFORMED),
                bare("a slash", "Host: a/b\r\n", Reason.HOST_MALFORMED),
                bare("an at sign", "Host: a@b\r\n", Reason.HOST_MALFORMED),
                bare("a blank", "Host: a b\r\n", Reason.HOST_MALFORMED),
                bare("a tab", "Host: a\tb\r\n", Reason.HOST_MALFORMED),
                bare("a question mark", "Host: a?b\r\n", Reason.HOST_MALFORMED),
                bare("a hash", "Host: a#b\r\n", Reason.HOST_MALFORMED),
                bare("a byte above ASCII", "Host: \u00e4\r\n", Reason.HOST_MALFORMED),
                old("missing, as HTTP/1.0 allows", "", null),
                old("twice on HTTP/1.0", "Host: a\r\nHost: a\r\n", Reason.HOST_MALFORMED));
    }

    static Stream<Row> framings() {
        Reason two = Reason.FRAMING_AMBIGUOUS;
        Reason unknown = Reason.FRAMING_UNSUPPORTED;
        return Stream.of(
                ok("a length", "Content-Length: 5\r\n"),
                ok("a length of nothing", "Content-Length: 0\r\n"),
                ok("leading zeros", "Content-Length: 005\r\n"),
                ok("eighteen digits", "Content-Length: 999999999999999999\r\n"),
                ok("chunked", "Transfer-Encoding: chunked\r\n"),
                ok("chunked in any case", "transfer-encoding: ChunKED\r\n"),
                no("nineteen digits", "Content-Length: 1000000000000000000\r\n", two),
                no("a number past 64 bits", "Content-Length: 18446744073709551621\r\n", two),
                no("empty", "Content-Length:\r\n", two),
                no("a sign", "Content-Length: +5\r\n", two),
                no("negative", "Content-Length: -5\r\n", two),
                no("hexadecimal", "Content-Length: 0x5\r\n", two),
                no("hexadecimal without a prefix", "Content-Length: a\r\n", two),
                no("a fraction", "Content-Length: 5.0\r\n", two),
                no("an exponent", "Content-Length: 1e1\r\n", two),
                no("a blank inside", "Content-Length: 5 5\r\n", two),
                no("an underscore", "Content-Length: 5_0\r\n", two),
                no("digits above ASCII", "Content-Length: \u00b2\r\n", two),
                no("a list", "Content-Length: 5, 5\r\n", two),
                no("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", two),
                no("two equal lengths", "Content-Length: 5\r\nContent-Length: 5\r\n", two),
                no("length, then chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", two),
                no("chunked, then length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", two),
                no("chunked and no length", "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", two),
                no("identity", "Transfer-Encoding: identity\r\n", unknown),
                no("empty coding", "Transfer-Encoding:\r\n", unknown),
                no("gzip", "Transfer-Encoding: gzip\r\n", unknown),
                no("gzip and chunked", "Transfer-Encoding: gzip, chunked\r\n", unknown),
                no("chunked and identity", "Transfer-Encoding: chunked, identity\r\n", unknown),
                no("chunked twice in a list", "Transfer-Encoding: chunked, chunked\r\n", unknown),
                no("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", unknown),
                no("a leading comma", "Transfer-Encoding: ,chunked\r\n", unknown),
                no("a trailing comma", "Transfer-Encoding: chunked,\r\n", unknown),
                no("a parameter", "Transfer-Encoding: chunked;q=1\r\n", unknown),
                no("quotes", "Transfer-Encoding: \"chunked\"\r\n", unknown),
                no("a prefix", "Transfer-Encoding: xchunked\r\n", unknown),
                no("a suffix", "Transfer-Encoding: chunkedx\r\n", unknown),
                no("a vertical tab", "Transfer-Encoding: \u000bchunked\r\n", Reason.HEAD_MALFORMED),
                no("a no-break space", "Transfer-Encoding: \u00a0chunked\r\n", unknown),
                old("chunked on HTTP/1.0", "Transfer-Encoding: chunked\r\n", unknown),
                old("a length on HTTP/1.0", "Content-Length: 5\r\n", null));
    }

    static Stream<Row> meanings() {
        Reason head = Reason.HEAD_MALFORMED;
        return Stream.of(
                ok("an expectation that is known", "Expect: 100-continue\r\n"),
                ok("in any case", "Expect: 100-CONTINUE\r\n"),
                no("another expectation", "Expect: 200-ok\r\n", Reason.EXPECTATION_UNSUPPORTED),
                no("an empty expectation", "Expect:\r\n", Reason.EXPECTATION_UNSUPPORTED),
                no("a list of expectations", "Expect: 100-continue, x\r\n", Reason.EXPECTATION_UNSUPPORTED),
                ok("one content type", "Content-Type: application/json\r\n"),
                no("two", "Content-Type: application/json\r\nContent-Type: text/plain\r\n", head),
                no("two equal ones", "Content-Type: a/b\r\nContent-Type: a/b\r\n", head),
                ok("one upgrade", "Connection: Upgrade\r\nUpgrade: tcp\r\n"),
                no("two upgrades", "Upgrade: tcp\r\nUpgrade: h2c\r\n", Reason.UPGRADE_UNSUPPORTED),
                ok("a connection that names a field", "Connection: X-Hop\r\n"),
                ok("one that names fields that are there", "Connection: user-agent, accept\r\nUser-Agent: a\r\n"),
                no("one that names the length", "Connection: content-length\r\nContent-Length: 5\r\n", head),
                no("the coding", "Transfer-Encoding: chunked\r\nConnection: Transfer-Encoding\r\n", head),
                no("the host", "Connection: host\r\n", head),
                no("the content type", "Content-Type: a/b\r\nConnection: close , CONTENT-TYPE\r\n", head),
                no("credentials for the engine", "Connection: x-registry-auth\r\nX-Registry-Auth: e30=\r\n", head),
                no("a WebSocket's key", "Connection: sec-websocket-key\r\nSec-WebSocket-Key: a\r\n", head),
                no("in a second field", "Connection: a\r\nConnection: b,host\r\n", head));
    }

    @ParameterizedTest
    @MethodSource({"syntax", "hosts", "framings", "meanings"})
    void accepts_or_says_why_not(Row row) {
        Heads.Parsed parsed = Heads.parse(row.head);
        assertThat(parsed.head().malformed()).isEqualTo(row.refusal);
        assertThat(parsed.end()).isEqualTo(row.refusal == null ? row.head.length() : HeadParser.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "'', NONE, 0, false",
        "Content-Length: 0, LENGTH, 0, false",
        "Content-Length: 0042, LENGTH, 42, true",
        "Transfer-Encoding: chunked, CHUNKED, 0, true"
    })
    void knows_how_the_body_ends(String field, Framing framing, long length, boolean body) {
        RequestHead head = Heads.parse(Heads.request(field.isEmpty() ? "" : field + "\r\n"))
                .head();
        assertThat(head.framing()).isEqualTo(framing);
        assertThat(head.contentLength()).isEqualTo(length);
        assertThat(head.hasBody()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: other",
                "Connection: close",
                "Keep-Alive: 5",
                "TE: trailers",
                "Trailer: A",
                "Via: 1.1 x",
                "Forwarded: for=1",
                "X-Forwarded-For: 1",
                "x-forwarded-proto: https",
                "X-Real-IP: 1",
                "Proxy-Authorization: a",
                "Proxy-Connection: keep-alive",
                "Authorization: Bearer a",
                "HTTP2-Settings: AAA",
                "Upgrade: h2c",
                "Expect: 100-continue",
                "Content-Length: 5",
                "Transfer-Encoding: chunked"
            })
    void does_not_pass_on(String field) {
        String host = field.startsWith("Host") ? "" : "Host: docker\r\n";
        Heads.Parsed parsed = Heads.parse("GET / HTTP/1.1\r\n" + host + "A: b\r\n" + field + "\r\nC: d\r\n\r\n");
        assertThat(parsed.head().malformed()).isNull();
        assertThat(parsed.forwarded()).isEqualTo("A: b\r\nC: d\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Registry-Auth: e30=",
                "X-Registry-Config: e30=",
                "Content-Type: application/json",
                "Content-Encoding: gzip",
                "User-Agent: Docker-Client/28.2.2 (linux)",
                "Accept: */*",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Origin: http://a",
                "Accept-Encoding: gzip",
                "If-None-Match: \"a\"",
                "X-Docker-Expose-Session-Uuid: a",
                "Cookie: a=b",
                "Forwarded-By: a",
                "Xforwarded: a",
                "Teapot: a",
                "Content-Lengthy: a"
            })
    void passes_on(String field) {
        assertThat(Heads.parse(Heads.request(field + "\r\n")).forwarded()).isEqualTo(field + "\r\n");
    }

    @Test
    void drops_the_fields_that_a_connection_field_names() {
        Heads.Parsed parsed = Heads.parse(
                Heads.request("A: 1\r\nConnection: a , b\r\nB: 2\r\nC: 3\r\nConnection: ,,c,\r\nD: 4\r\nAb: 5\r\n"));
        assertThat(parsed.head().malformed()).isNull();
        assertThat(parsed.forwarded()).isEqualTo("D: 4\r\nAb: 5\r\n");
    }

    @Test
    void trims_values_and_keeps_names_and_order() {
        assertThat(Heads.parse(Heads.request("b:  1 \t\r\nA:2\r\nb: \r\n")).forwarded())
                .isEqualTo("b: 1\r\nA: 2\r\nb: \r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', true",
        "1, keep-alive, true",
        "1, close, false",
        "1, Close, false",
        "1, 'keep-alive, close', false",
        "1, 'close,upgrade', false",
        "1, closed, true",
        "0, '', false",
        "0, Keep-Alive, true",
        "0, 'keep-alive, close', false",
    })
    void knows_whether_the_client_stays(int minor, String connection, boolean stays) {
        RequestHead head = Heads.parse(
                        "GET / HTTP/1." + minor + "\r\nHost: a\r\nConnection: " + connection + "\r\n\r\n")
                .head();
        assertThat(head.keepAlive()).isEqualTo(stays);
        assertThat(head.minorVersion()).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp,TCP",
        "TCP,TCP",
        "h2c,H2C",
        "websocket,WEBSOCKET",
        "WebSocket,WEBSOCKET",
        "h2,OTHER",
        "'h2c, tcp',OTHER",
        "tcp/1,OTHER",
        "'',OTHER",
    })
    void knows_what_an_upgrade_asks_for(String protocol, Upgrade upgrade) {
        RequestHead head = Heads.parse(Heads.request("Connection: Upgrade\r\nUpgrade: " + protocol + "\r\n"))
                .head();
        assertThat(head.upgrade()).isEqualTo(upgrade);
    }

    @Test
    void ignores_an_expectation_on_http_1_0() {
        RequestHead head = Heads.parse("POST /build HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
                .head();
        assertThat(head.malformed()).isNull();
        assertThat(head.expectsContinue()).isFalse();
    }
}
