package io.caisson.core.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every probe that was sent to live engines: it is refused here, or it resolves to the operation that the engine ran, with
 * the same arguments. What engines accept and we refuse is listed, each with its cause.
 */
class ParityTest {
    private static final int PROBES = 470;

    /** Probes that both engines take and that are refused all the same, by the cause. */
    private static final Map<String, Reason> STRICTER = stricter();

    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private final Resolver resolver = new Resolver();
    private final RequestHead head = new RequestHead();
    private final Call call = new Call();

    @Test
    void every_probe_is_refused_or_is_the_operation_that_the_engine_ran() {
        List<Map<String, String>> rows = Facts.rows("parsing.tsv");
        assertThat(rows).hasSize(PROBES);
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> row : rows) {
            String fault = fault(row);
            if (!fault.isEmpty()) {
                wrong.add(row.get("group") + ": " + row.get("probe") + ": " + fault);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void what_an_engine_takes_is_refused_only_where_the_list_says_so() {
        Map<String, Reason> refused = new TreeMap<>();
        for (Map<String, String> row : Facts.rows("parsing.tsv")) {
            Reason reason = read(Probes.request(row.get("group"), row.get("probe")));
            if (reason != null && row.get("engine_28_5_2").matches("2\\d\\d .*|101 .*")) {
                refused.put(row.get("group") + ": " + row.get("probe"), reason);
            }
        }
        assertThat(refused).containsExactlyInAnyOrderEntriesOf(STRICTER);
    }

    @Test
    void every_form_and_multipart_body_is_refused() {
        int forms = 0;
        for (Map<String, String> row : Facts.rows("parsing.tsv")) {
            byte[] request = Probes.request(row.get("group"), row.get("probe"));
            String text = new String(request, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (text.contains("content-type: application/x-www-form") || text.contains("content-type: multipart/")) {
                forms++;
                assertThat(read(request))
                        .as(row.get("probe"))
                        .isIn(Reason.CONTENT_TYPE_REFUSED, Reason.UNKNOWN_OPERATION);
            }
        }
        assertThat(forms).isGreaterThan(30);
    }

    private String fault(Map<String, String> row) {
        byte[] request = Probes.request(row.get("group"), row.get("probe"));
        if (read(request) != null) {
            return "";
        }
        String answer = row.get("engine_28_5_2");
        if (call.operation() == Operation.SystemOptions) {
            return answer.startsWith("200") ? "" : "the engine said " + answer;
        }
        if (answer.startsWith("301") || answer.contains("page not found")) {
            return "resolves to " + call.operation() + ", but the engine said " + answer;
        }
        String target = head.target();
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        RouterModel.Match match = RouterModel.match(head.methodText(), path).orElse(null);
        if (match == null || match.operation() != call.operation()) {
            return "resolves to " + call.operation() + ", but the router runs " + match;
        }
        for (int i = 0; i < call.arguments(); i++) {
            if (!call.argument(i).equals(RouterModel.utf8(match.arguments().get(i)))) {
                return "argument " + call.argument(i) + " is "
                        + match.arguments().get(i) + " in the engine";
            }
        }
        String version = call.versionMajor() < 0 ? "" : call.versionMajor() + "." + call.versionMinor();
        return version.equals(match.version()) ? rendered(path) : "version " + version + " is " + match.version();
    }

    /** What is sent must mean the same again. */
    private String rendered(String path) {
        ByteWriter target = new ByteWriter(64);
        call.writeTarget(target);
        Operation before = call.operation();
        Reason reason = read((head.methodText() + " " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        ByteWriter again = new ByteWriter(64);
        call.writeTarget(again);
        boolean same =
                reason == null && call.operation() == before && again.toString().equals(target.toString());
        return same ? "" : path + " is sent as " + target + ", which is read as " + again;
    }

    private Reason read(byte[] request) {
        int end = parser.parse(request, 0, request.length, head);
        if (end == HeadParser.MALFORMED) {
            return head.malformed();
        }
        assertThat(end).isPositive();
        Reason reason = resolver.resolve(head, call);
        return reason != null ? reason : head.contentTypeRefusal();
    }

    private static Map<String, Reason> stricter() {
        Map<String, Reason> map = new TreeMap<>();
        // A bad escape is dropped by some operations and refused by others.
        map.put("path: GET /info?x=%zz", Reason.QUERY_MALFORMED);
        // The length of the body must be said once and in one way.
        for (String probe :
                List.of("CL + TE order swapped", "TE chunked + CL (CL smaller)", "dup Content-Length equal")) {
            map.put("framing: " + probe, Reason.FRAMING_AMBIGUOUS);
        }
        map.put("framing: TE chunked on HTTP/1.0", Reason.FRAMING_UNSUPPORTED);
        // Engines of either generation read these lines, other readers do not.
        map.put("framing: obs-fold header", Reason.HEAD_MALFORMED);
        map.put("target: LF-only line endings", Reason.HEAD_MALFORMED);
        map.put("target: GET HTTP/1.2", Reason.PROTOCOL_VERSION_UNSUPPORTED);
        // The fields of such a body override the query or add to it.
        for (String probe : List.of(
                "extra: build/cancel multipart id",
                "form: attach: flags only in form body",
                "form: build/cancel: id only in form body",
                "form: images tag: repo in form body",
                "form: rename: query name=fq, form body name=fb",
                "form: volumes/prune: query filter l=pv_other, form filter l=pv_keep",
                "framing: GET with form body")) {
            map.put(probe, Reason.CONTENT_TYPE_REFUSED);
        }
        // One spelling of each version.
        for (String version : List.of("v01.41", "v1.041", "v1.41.", "v1.41.0", "v1.41.9")) {
            map.put("path: GET /" + version + "/info", Reason.API_VERSION_MALFORMED);
        }
        // The engine ignores scheme and host, so that a reader of the target would be misled.
        for (String target : List.of(
                "HTTP://EVIL/info",
                "ftp://evil/info",
                "http:///info",
                "http://evil.example/info",
                "http://user:pw@h/info",
                "https://evil/info",
                "unix:///info")) {
            map.put("target: GET " + target, Reason.TARGET_MALFORMED);
        }
        return map;
    }
}
