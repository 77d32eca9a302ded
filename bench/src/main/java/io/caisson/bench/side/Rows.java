package io.caisson.bench.side;

import io.caisson.bench.side.Row.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All rows, in the order in which they run. */
final class Rows {
    private static final List<Metric> REQUEST_METRICS =
            List.of(Metric.CPU_US, Metric.RATE, Metric.P50_US, Metric.P99_US);
    private static final List<Metric> BULK_METRICS = List.of(Metric.CPU_S_PER_GIB, Metric.GIB_RATE);
    private static final List<Metric> MEMORY_METRICS =
            List.of(Metric.RSS_MIB, Metric.RSS_ANON_MIB, Metric.RSS_FILE_MIB, Metric.GROUP_MIB, Metric.GROUP_USED_MIB);
    private static final List<Metric> RELEASE_METRICS = List.of(Metric.RELEASE_MS, Metric.PROXY_MS, Metric.ENGINE_MS);

    private static final String LIST = "--target /v1.41/containers/json";
    private static final String LARGE_LIST = LIST + "?limit=200";
    private static final String LARGE_LIST_CHUNKED = LIST + "?limit=201";
    private static final String CREATE = "--method POST --target /v1.41/containers/create --status 201 --body 4096";
    private static final String RESTART = "--method POST --target /v1.41/containers/web-1/restart --status 204";
    private static final String DENIED = "--target /v1.41/images/json --status 403";
    private static final String UPLOAD = "--method PUT --target /v1.41/containers/x/archive?path=/ --body @bytes@";
    private static final String STREAMS = "events --target /v1.41/events";
    private static final String LEFT = "abandon --engine @engine@ --connections 64";

    private Rows() {}

    /** Every row of the comparison with HAProxy and nginx. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        addStarts(rows);
        addFresh(rows);
        addRequests(rows);
        addBulk(rows);
        addStreams(rows);
        return rows;
    }

    private static void addStarts(List<Row> rows) {
        List<Metric> start = List.of(Metric.START_MS);
        rows.add(row("start-2-cores", "exec to first proxied 200, two cores", Phase.START, "start --cores 3", start));
        rows.add(row("start-1-core", "exec to first proxied 200, one core", Phase.START, "start --cores 1", start));
    }

    private static void addFresh(List<Row> rows) {
        rows.add(row("memory-start", "memory after start", Phase.FRESH, "memory", MEMORY_METRICS));
        rows.add(
                row("left-idle", "64 idle event streams left", Phase.FRESH, LEFT + target("/events"), RELEASE_METRICS));
        rows.add(row(
                "left-flowing",
                "64 event streams left, 10 events a second each",
                Phase.FRESH,
                LEFT + target("/events?since=100"),
                RELEASE_METRICS));
        rows.add(row(
                "left-waiting",
                "64 calls left that wait for the head of an answer",
                Phase.FRESH,
                LEFT + " --method POST" + target("/containers/x/wait"),
                RELEASE_METRICS));
        rows.add(row(
                "first-10s",
                "/_ping, 16 connections, the first seconds of load after start",
                Phase.FRESH,
                "requests --connections 16 --seconds @" + Scale.FIRST + "@",
                REQUEST_METRICS));
        // Last on its process: HAProxy keeps the streams when their clients have left.
        rows.add(row(
                "idle-5000",
                "5,000 idle event streams",
                Phase.FRESH,
                STREAMS + " --connections 5000 --seconds @settle@",
                List.of(
                        Metric.BEFORE_MIB,
                        Metric.RSS_MIB,
                        Metric.RSS_ANON_MIB,
                        Metric.GROUP_MIB,
                        Metric.GROUP_USED_MIB,
                        Metric.AFTER_MIB)));
    }

    private static void addRequests(List<Row> rows) {
        for (int connections : new int[] {16, 64, 1024}) {
            rows.add(requests("ping-" + connections, "GET /_ping", connections, "--target /_ping"));
            rows.add(requests("list2k-" + connections, "list of 2 KiB", connections, LIST));
            rows.add(requests("list200k-" + connections, "list of 200 KiB", connections, LARGE_LIST));
        }
        rows.add(requests("list200k-chunked-16", "list of 200 KiB in one chunk", 16, LARGE_LIST_CHUNKED));
        rows.add(requests("list200k-chunked-64", "list of 200 KiB in one chunk", 64, LARGE_LIST_CHUNKED));
        rows.add(requests("fresh-16", "GET /_ping, a new connection each", 16, "--fresh"));
        rows.add(requests("denied-16", "GET /images/json, denied", 16, DENIED));
        rows.add(requests("create4k-16", "POST /containers/create of 4 KiB", 16, CREATE));
        rows.add(requests("create4k-64", "POST /containers/create of 4 KiB", 64, CREATE));
    }

    private static void addBulk(List<Row> rows) {
        rows.add(bulk("down-length", "answer with a length", target("/containers/length-@bytes@/export")));
        rows.add(bulk("down-chunked", "answer in chunks", target("/containers/chunked-@bytes@/export")));
        rows.add(bulk("up-length", "request body with a length", UPLOAD));
        rows.add(bulk("up-chunked", "request body in chunks", UPLOAD + " --chunked"));
        rows.add(row(
                "echo-32",
                "64 bytes to and fro, 32 hijacked exec sessions",
                Phase.STEADY,
                "echo --connections 32 --warm @warm@ --seconds @seconds@",
                REQUEST_METRICS));
        rows.add(row("memory-load", "memory after all of the load above", Phase.STEADY, "memory", MEMORY_METRICS));
    }

    private static void addStreams(List<Row> rows) {
        rows.add(row(
                "event-delay",
                "16 event streams, 20 events a second each",
                Phase.STEADY,
                STREAMS + "?since=50 --connections 16 --warm @warm@ --seconds @seconds@",
                List.of(Metric.P50_US, Metric.P99_US, Metric.MISSING)));
        rows.add(row(
                "events-5000",
                "5,000 event streams, one event a second each",
                Phase.STEADY,
                STREAMS + "?since=1000 --connections 5000 --warm @warm@ --seconds @hold@",
                List.of(
                        Metric.CPU_US,
                        Metric.P50_US,
                        Metric.P99_US,
                        Metric.DELIVERED,
                        Metric.MISSING,
                        Metric.HEARD,
                        Metric.RSS_MIB)));
        rows.add(new Row(
                "burst-1024",
                "1,024 clients at once, engine stalled for 0.3 s with a backlog of 128",
                Phase.STEADY,
                words("burst --connections 1024" + target("/containers/json")),
                List.of(Metric.P99_US),
                true));
    }

    /** What conditions cost: none on the first, on the body on the second, on the object on the third. */
    static List<Row> conditions() {
        List<Row> rows = new ArrayList<>(some("condition-", "ping-16", "create4k-16"));
        rows.add(requests("condition-restart-16", "POST /containers/web-1/restart", 16, RESTART));
        return rows;
    }

    /** TLS 1.3 with client certificates: on kept connections, and with a full handshake for each request. */
    static List<Row> secure() {
        String load = "secure --port @secure@ --certs @scratch@/certs --warm @warm@ --seconds @seconds@ --connections ";
        return List.of(
                row("tls-ping-16", "GET /_ping over TLS, 16 connections", Phase.STEADY, load + 16, REQUEST_METRICS),
                row(
                        "tls-list200k-16",
                        "list of 200 KiB over TLS, 16 connections",
                        Phase.STEADY,
                        load + "16 " + LARGE_LIST,
                        REQUEST_METRICS),
                row(
                        "tls-handshake-16",
                        "full handshake and GET /_ping, 16 at a time",
                        Phase.STEADY,
                        load + "16 --fresh",
                        REQUEST_METRICS),
                row("tls-memory", "memory after that", Phase.STEADY, "memory", MEMORY_METRICS));
    }

    /** What judging costs by a standard for workloads: of a new container, and of archives while they pass. */
    static List<Row> inspection() {
        List<Row> rows = new ArrayList<>(some("inspected-", "ping-16", "create4k-16"));
        rows.add(bulk("inspected-up-length", "archive with a length", UPLOAD + " --archive"));
        rows.add(bulk("inspected-up-chunked", "archive in chunks", UPLOAD + " --archive --chunked"));
        return rows;
    }

    /** The rows that variants of one contender are compared by; each has the prefix in its name. */
    static List<Row> some(String prefix, String... ids) {
        List<String> wanted = Arrays.asList(ids);
        return all().stream()
                .filter(row -> wanted.contains(row.id()))
                .map(row -> row.renamed(prefix + row.id()))
                .toList();
    }

    private static String target(String path) {
        return " --target /v1.41" + path;
    }

    private static Row requests(String id, String title, int connections, String arguments) {
        return row(
                id,
                title + ", " + connections + " connections",
                Phase.STEADY,
                "requests --warm @warm@ --seconds @seconds@ --connections " + connections + " " + arguments,
                REQUEST_METRICS);
    }

    private static Row bulk(String id, String title, String arguments) {
        return row(
                id,
                title + ", one connection",
                Phase.STEADY,
                "requests --warm-count 1 --count @transfers@ " + arguments,
                BULK_METRICS);
    }

    private static Row row(String id, String title, Phase phase, String arguments, List<Metric> metrics) {
        return new Row(id, title, phase, words(arguments), metrics, false);
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split(" +", -1));
    }
}
