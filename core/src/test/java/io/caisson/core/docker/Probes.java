package io.caisson.core.docker;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** From the short text of a probe in {@code parsing.tsv} to the bytes that were sent to the engines for it. */
final class Probes {
    private static final String END = " HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Map<String, String> SPECIAL = special();

    private Probes() {}

    /** The request of one probe. */
    static byte[] request(String group, String probe) {
        String special = SPECIAL.get(group + ": " + probe);
        if (special != null) {
            return special.getBytes(StandardCharsets.ISO_8859_1);
        }
        String text = switch (group) {
            case "path", "redirect", "method", "target" -> probe + END;
            case "version" -> probe.startsWith("create ") ? json(create(probe), "{\"Image\":\"x\"}") : probe + END;
            case "create" -> json("POST /containers/create", "{\"Image\":\"x\",\"HostConfig\":{}}");
            case "json" -> json("POST /volumes/create", "{\"Name\":\"a\"}");
            case "extra", "form", "upgrade", "names" -> probe + END;
            default -> throw new AssertionError("no request known for " + group + ": " + probe);
        };
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String create(String probe) {
        return "POST /" + probe.split(" ")[1] + "/containers/create";
    }

    private static String json(String line, String body) {
        return body(line, "application/json", body);
    }

    private static String body(String line, String type, String body) {
        return line + " HTTP/1.1\r\nHost: x\r\n" + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String form(String line, String body) {
        return body(line, "application/x-www-form-urlencoded", body);
    }

    private static String multipart(String line) {
        return body(line, "multipart/form-data; boundary=b", "--b--\r\n");
    }

    private static Map<String, String> special() {
        Map<String, String> map = new HashMap<>();
        targets(map);
        methods(map);
        framing(map);
        forms(map);
        creates(map);
        contentTypes(map);
        others(map);
        return map;
    }

    private static void targets(Map<String, String> map) {
        String host = "\r\nHost: x\r\n";
        map.put("target: GET foo:info (opaque)", "GET foo:info" + END);
        map.put("target: GET no Host HTTP/1.1", "GET /info HTTP/1.1\r\n\r\n");
        map.put("target: GET empty Host", "GET /info HTTP/1.1\r\nHost:\r\n\r\n");
        map.put("target: GET two Hosts", "GET /info HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        map.put("target: GET bad Host char", "GET /info HTTP/1.1\r\nHost: a b\r\n\r\n");
        map.put("target: GET Host with slash", "GET /info HTTP/1.1\r\nHost: a/b\r\n\r\n");
        map.put("target: GET HTTP/1.0 no Host", "GET /info HTTP/1.0\r\n\r\n");
        map.put("target: GET HTTP/0.9", "GET /info HTTP/0.9" + host + "\r\n");
        map.put("target: GET HTTP/1.2", "GET /info HTTP/1.2" + host + "\r\n");
        map.put("target: GET HTTP/2.0", "GET /info HTTP/2.0" + host + "\r\n");
        map.put("target: GET http/1.1 lower", "GET /info http/1.1" + host + "\r\n");
        map.put("target: two spaces in request line", "GET  /info" + END);
        map.put("target: tab in request line", "GET\t/info" + END);
        map.put("target: space inside target", "GET /in fo" + END);
        map.put("target: raw non-ascii in target", "GET /containers/\u00e9/json" + END);
        map.put("target: control char in target", "GET /in\u0001fo" + END);
        map.put("target: LF-only line endings", "GET /info HTTP/1.1\nHost: x\n\n");
        map.put("target: leading CRLF", "\r\nGET /info" + END);
        map.put("target: h2c prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        map.put("target: Upgrade: h2c on /info", "GET /info HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\n\r\n");
    }

    private static void methods(Map<String, String> map) {
        map.put(
                "method: GET + X-HTTP-Method-Override: DELETE /containers/x",
                "GET /containers/x/json HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: DELETE\r\n\r\n");
        map.put("method: POST + _method=GET /info", form("POST /info", "_method=GET"));
        map.put("method: bad method token", "GE(T /info" + END);
        map.put("method: bad method char", "G\u0000T /info" + END);
    }

    private static void framing(Map<String, String> map) {
        String create = "POST /volumes/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        String chunks = "\r\n2\r\n{}\r\n0\r\n\r\n";
        length(map, "dup Content-Length equal", "Content-Length: 2\r\nContent-Length: 2");
        length(map, "dup Content-Length differ", "Content-Length: 2\r\nContent-Length: 3");
        length(map, "Content-Length: 2, 2", "Content-Length: 2, 2");
        length(map, "Content-Length: +2", "Content-Length: +2");
        length(map, "Content-Length: -1", "Content-Length: -1");
        length(map, "Content-Length: 0x2", "Content-Length: 0x2");
        length(map, "Content-Length: empty", "Content-Length:");
        length(map, "Content-Length : 2 (space before colon)", "Content-Length : 2");
        coding(map, "TE chunked + CL (CL smaller)", "Transfer-Encoding: chunked\r\nContent-Length: 1", chunks);
        coding(map, "CL + TE order swapped", "Content-Length: 1\r\nTransfer-Encoding: chunked", chunks);
        coding(map, "TE: identity", "Transfer-Encoding: identity", chunks);
        coding(map, "TE: gzip, chunked", "Transfer-Encoding: gzip, chunked", chunks);
        coding(map, "TE: chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", chunks);
        coding(map, "TE: chunked, chunked", "Transfer-Encoding: chunked, chunked", chunks);
        coding(map, "TE: CHUNKED (case)", "Transfer-Encoding: CHUNKED", chunks);
        coding(map, "TE: [space]chunked (leading tab)", "Transfer-Encoding: \tchunked", chunks);
        coding(map, "TE: xchunked", "Transfer-Encoding: xchunked", chunks);
        map.put(
                "framing: TE chunked on HTTP/1.0",
                create.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n" + chunks);
        coding(map, "chunk extension", "Transfer-Encoding: chunked", "\r\n2;a=b\r\n{}\r\n0\r\n\r\n");
        coding(map, "chunk LF only", "Transfer-Encoding: chunked", "\r\n2\n{}\n0\n\n");
        coding(map, "chunk size 0x prefix", "Transfer-Encoding: chunked", "\r\n0x2\r\n{}\r\n0\r\n\r\n");
        coding(map, "trailer header", "Transfer-Encoding: chunked", "\r\n2\r\n{}\r\n0\r\nA: b\r\n\r\n");
        String info = "GET /info HTTP/1.1\r\nHost: x\r\n";
        map.put("framing: obs-fold header", info + "A: b\r\n c\r\n\r\n");
        map.put("framing: header name with space", info + "A b: c\r\n\r\n");
        map.put("framing: bare CR in header value", info + "A: b\rc\r\n\r\n");
        map.put("framing: NUL in header value", info + "A: b\u0000c\r\n\r\n");
        map.put("framing: 2MiB of headers", info + "A: b\r\n".repeat(350_000) + "\r\n");
        map.put("framing: pipelined GET with body then GET", body("GET /info", "", "ab"));
        map.put("framing: GET with JSON body", json("GET /info", "{}"));
        map.put("framing: GET with form body", form("GET /info", "a=b"));
        map.put("framing: Expect: 100-continue", create + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");
        map.put("framing: Expect: other", create + "Expect: other\r\nContent-Length: 2\r\n\r\n{}");
    }

    private static void length(Map<String, String> map, String probe, String fields) {
        coding(map, probe, fields, "\r\n{}");
    }

    private static void coding(Map<String, String> map, String probe, String fields, String rest) {
        map.put(
                "framing: " + probe,
                "POST /volumes/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + fields + "\r\n"
                        + rest);
    }

    private static void forms(Map<String, String> map) {
        map.put(
                "form: images/create fromImage in query, other in form body",
                form("POST /images/create?fromImage=Query_UPPER", "fromImage=Body_UPPER"));
        map.put("form: images/create fromImage only in form body", form("POST /images/create", "fromImage=Body_UPPER"));
        map.put("form: images/create multipart body", multipart("POST /images/create?fromImage=Query_UPPER"));
        map.put("form: rename: query name=fq, form body name=fb", form("POST /containers/x/rename?name=fq", "name=fb"));
        map.put("form: resulting name", "GET /containers/x/json" + END);
        map.put(
                "form: kill: query signal=0, form signal=BOGUS",
                form("POST /containers/x/kill?signal=0", "signal=BOGUS"));
        map.put(
                "form: volumes/prune: query filter l=pv_other, form filter l=pv_keep",
                form("POST /volumes/prune?filters=%7B%7D", "filters=%7B%7D"));
        map.put(
                "form: volumes/prune: POST body with text/plain ignored",
                body("POST /volumes/prune", "text/plain", "filters=x"));
        map.put(
                "form: DELETE container: form body force=1 on DELETE",
                form("DELETE /containers/doesnotexist", "force=1"));
        map.put("form: build: remote only in urlencoded form body", form("POST /build", "remote=x"));
        map.put("form: build: remote only in multipart form body", multipart("POST /build"));
        map.put("form: build: query remote and form remote", form("POST /build?remote=q", "remote=x"));
        for (int size : new int[] {33, 3033, 4129, 20033}) {
            map.put(
                    "form: build: ?remote=QUERY with form body of " + size + " bytes naming FORM",
                    form("POST /build?remote=QUERY", "a".repeat(size)));
        }
        map.put("form: commit: container only in form body", form("POST /commit", "container=x"));
        map.put("form: commit: empty body, no Content-Type", "POST /commit?container=x" + END);
        map.put("form: images tag: repo in form body", form("POST /images/a/b/tag", "repo=x"));
        map.put("form: PUT archive: form content type", form("PUT /containers/x/archive?path=/q", "path=/b"));
        map.put(
                "form: PUT archive: tar content type",
                body("PUT /containers/x/archive?path=/q", "application/x-tar", "path=/b"));
        map.put("form: wait: condition in form body", form("POST /containers/x/wait", "condition=bogus"));
        map.put("form: attach: flags only in form body", form("POST /containers/x/attach", "stream=1"));
        map.put("form: exec create with form content type", form("POST /containers/x/exec", "x"));
        map.put("form: start with 7-byte body", json("POST /containers/doesnotexist/start", "{     }"));
        map.put("form: start with 8-byte body", json("POST /containers/doesnotexist/start", "{      }"));
        map.put(
                "form: v1.23 start with HostConfig body",
                json("POST /v1.23/containers/doesnotexist/start", "{\"Privileged\":true}"));
        map.put("form: services/create form content type", form("POST /services/create", "x"));
        map.put("form: swarm/init text/plain JSON", body("POST /swarm/init", "text/plain", "{}"));
        map.put("form: auth with text/plain", body("POST /auth", "text/plain", "{}"));
        map.put("form: auth trailing data", json("POST /auth", "{}x"));
        map.put("form: build/cancel: id only in form body", form("POST /build/cancel", "id=x"));
        map.put(
                "form: build/prune: query all=0, form keep-storage=bogus",
                form("POST /build/prune?all=0", "keep-storage=bogus"));
        map.put("form: networks/prune form filters bogus", form("POST /networks/prune", "filters=bogus"));
        map.put(
                "form: commit query container + JSON body changes",
                json("POST /commit?container=nope", "{\"changes\":[]}"));
        map.put(
                "form: DELETE volumes: form body on DELETE (force=1) is not parsed",
                form("DELETE /volumes/none0", "force=1"));
        map.put("form: DELETE volumes: query force=1", "DELETE /volumes/none0?force=1" + END);
    }

    private static void creates(Map<String, String> map) {
        String line = "POST /containers/create";
        map.put("create: empty create body", line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        map.put("create: no Content-Type with body", body(line, "", "{}"));
        map.put("create: form content type", form(line, "x=y"));
        Map<String, String> queries = Map.ofEntries(
                Map.entry("name twice", "name=q1&name=q2"),
                Map.entry("name empty then set", "name=&name=q"),
                Map.entry("Name (case)", "Name=q"),
                Map.entry("n%61me encoded key", "n%61me=q4"),
                Map.entry("name with plus/space", "name=+q5"),
                Map.entry("name leading slash", "name=/q6"),
                Map.entry("name %2Fq7", "name=%2Fq7"),
                Map.entry("name[]=", "name[]=q"),
                Map.entry("with ; separator", "name=a;b=c"),
                Map.entry("& and empty pairs", "&&name=q10&"),
                Map.entry("??", "?name=q"));
        queries.forEach((probe, query) -> map.put("create: query " + probe, json(line + "?" + query, "{}")));
    }

    private static void contentTypes(Map<String, String> map) {
        String line = "POST /volumes/create";
        for (String type : new String[] {
            "",
            "text/plain",
            "application/json; charset=utf-8",
            "APPLICATION/JSON",
            "application/json;",
            "application/json, text/plain",
            "application/json;;",
            "application/vnd.docker+json",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            " application/json",
            "application/json; a=b; a=b"
        }) {
            map.put("json: Content-Type: '" + type + "'", body(line, type, "{}"));
        }
        map.put("json: Content-Type: None", body(line, "", "{}"));
        map.put("json: empty body", line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        map.put(
                "json: two Content-Type: json then text",
                line + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 2\r\n\r\n{}");
        map.put(
                "json: no Content-Type, chunked empty",
                line + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    private static void others(Map<String, String> map) {
        String upgrade = " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ";
        map.put("upgrade: exec start unknown id", json("POST /exec/abc/start", "{}"));
        map.put("upgrade: attach w/o Upgrade header", "POST /containers/x/attach?stream=1" + END);
        map.put("upgrade: attach with Upgrade: anything", "POST /containers/x/attach" + upgrade + "anything\r\n\r\n");
        map.put("upgrade: attach/ws plain GET", "GET /containers/x/attach/ws" + END);
        String socket = "GET /containers/x/attach/ws" + upgrade + "websocket\r\nSec-WebSocket-Version: 13\r\n";
        map.put("upgrade: attach/ws ['Origin: http://evil.example']", socket + "Origin: http://evil.example\r\n\r\n");
        map.put("upgrade: attach/ws no Origin", socket + "\r\n");
        map.put("upgrade: POST attach/ws", "POST /containers/x/attach/ws" + END);
        map.put("upgrade: session no upgrade", "POST /session" + END);
        map.put("upgrade: session Upgrade h2c", "POST /session" + upgrade + "h2c\r\n\r\n");
        map.put("upgrade: grpc no upgrade", "POST /grpc" + END);
        map.put("upgrade: grpc Upgrade h2c", "POST /grpc" + upgrade + "h2c\r\n\r\n");
        map.put("upgrade: checkpoints GET (not experimental)", "GET /containers/x/checkpoints" + END);
        map.put("names: inspect by 1-char id prefix", "GET /containers/b/json" + END);
        map.put("names: inspect by upper-case id", "GET /containers/BC62FDCC/json" + END);
        map.put("names: inspect /containers/%2Ffb/json", "GET /containers/%2Ffb/json" + END);
        map.put("names: inspect by name upper", "GET /containers/FB/json" + END);
        map.put("names: image short id prefix", "GET /images/2316895c/json" + END);
        map.put("legacy: v1.23 start body HostConfig", json("POST /v1.23/containers/x/start", "{\"Privileged\":true}"));
        map.put("legacy: inspect after", "GET /containers/x/json" + END);
        map.put("bool: all=FALSE/No/none", "GET /containers/json?all=FALSE" + END);
        map.put("bool: all=off (truthy)", "GET /containers/json?all=off" + END);
        map.put("bool: all=%20false%20", "GET /containers/json?all=%20false%20" + END);
        map.put("bool: all=0&all=1", "GET /containers/json?all=0&all=1" + END);
        String filters = "GET /containers/json?filters=";
        map.put("filters: filters duplicate key", filters + "{\"a\":[\"b\"],\"a\":[\"c\"]}" + END);
        map.put("filters: filters as map[string][]string", filters + "{\"status\":[\"bogus1\"]}" + END);
        map.put("filters: filters as map of bool map", filters + "{\"status\":{\"bogus2\":true}}" + END);
        map.put("filters: filters bool map value false", filters + "{\"status\":{\"bogus3\":false}}" + END);
        map.put("filters: filters key case", filters + "{\"STATUS\":[\"a\"]}" + END);
        map.put("filters: filters trailing data", filters + "{}x" + END);
        extras(map);
    }

    private static void extras(Map<String, String> map) {
        map.put("extra: Name then Name null", json("POST /volumes/create", "{\"Name\":\"a\",\"Name\":null}"));
        map.put("extra: Name null then Name", json("POST /volumes/create", "{\"Name\":null,\"Name\":\"a\"}"));
        for (String preamble : new String[] {"0", "5000"}) {
            map.put("extra: build multipart, preamble " + preamble + ", remote only in body", multipart("POST /build"));
            map.put(
                    "extra: build multipart, preamble " + preamble + ", ?remote=QUERY too",
                    multipart("POST /build?remote=QUERY"));
        }
        map.put("extra: build/cancel multipart id", multipart("POST /build/cancel"));
        map.put("extra: images/create multipart fromImage only", multipart("POST /images/create"));
        map.put(
                "extra: form Content-Type upper case + charset",
                body("POST /images/create", "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8", "fromImage=x"));
        map.put("extra: form body with bad escape", form("POST /images/create", "fromImage=%zz"));
        map.put("extra: form body over 10 MiB", form("POST /images/create", "x".repeat(11 << 20)));
        map.put("extra: form body, no Content-Type", body("POST /images/create?fromImage=Query_UPPER", "", "a=b"));
        map.put("extra: network named x/json create", json("POST /networks/create", "{\"Name\":\"x/json\"}"));
        map.put(
                "extra: network named a/b create (internal bridge)",
                json("POST /networks/create", "{\"Name\":\"a/b\"}"));
        map.put("extra: volume named a/b", json("POST /volumes/create", "{\"Name\":\"a/b\"}"));
        map.put(
                "extra: POST /v1.24/volumes/create two Names as query",
                json("POST /v1.24/volumes/create?Name=a&Name=b", "{\"Name\":\"qq\"}"));
        map.put("extra: exec start body trailing", json("POST /exec/none/start", "{}x"));
        map.put(
                "extra: auth duplicate serveraddress",
                json("POST /auth", "{\"serveraddress\":\"a\",\"serveraddress\":\"b\"}"));
    }
}
