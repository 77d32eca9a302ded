package io.caisson.bench.side;

import java.util.List;
import java.util.stream.Stream;

/**
 * Contenders that are measured in turn by the same rows.
 *
 * @param contenders names; the first is the one that targets are about
 */
record Group(String name, String title, List<String> contenders, List<Row> rows) {
    static final String PRODUCT = "caisson";
    static final String CONTAINER = "caisson-container";
    static final String HAPROXY = "haproxy";
    static final String NGINX = "nginx";

    Group {
        contenders = List.copyOf(contenders);
        rows = List.copyOf(rows);
    }

    /** All groups; {@code others} are the contenders beside the product in the first of them. */
    static List<Group> all(List<String> others) {
        return List.of(
                new Group("peers", "Beside HAProxy and nginx", join(PRODUCT, others), Rows.all()),
                // It starts faster and idles in less memory: that is said with figures.
                new Group(
                        "go",
                        "Start and memory of a Go proxy",
                        others.contains("go") ? List.of() : List.of("go"),
                        Rows.some("", "start-2-cores", "start-1-core", "memory-start", "idle-5000")),
                new Group(
                        "growth",
                        "Growth: loops and listeners",
                        List.of(PRODUCT, "caisson-loops-2", "caisson-listeners-10", "caisson-listeners-1000"),
                        Rows.some("growth-", "ping-16", "list2k-16")),
                new Group(
                        "policies",
                        "Growth: policies and rules",
                        List.of("caisson-policies-10", "caisson-policies-1000", "caisson-rules-1", "caisson-rules-500"),
                        Rows.some("growth-", "ping-16", "list2k-16")),
                new Group(
                        "conditions",
                        "Conditions on a body and on an object",
                        List.of(PRODUCT, "caisson-conditions"),
                        Rows.conditions()),
                new Group("tls", "TLS with client certificates", List.of("caisson-tls", "nginx-tls"), Rows.secure()),
                new Group(
                        "limits",
                        "In a container, without and with a memory limit",
                        List.of(CONTAINER, CONTAINER + "-64m", CONTAINER + "-48m"),
                        Rows.some(
                                "limit-",
                                "memory-start",
                                "ping-64",
                                "list200k-64",
                                "ping-1024",
                                "create4k-16",
                                "down-length",
                                "up-chunked",
                                "echo-32",
                                "memory-load",
                                "idle-5000",
                                "events-5000")));
    }

    private static List<String> join(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    /** The same with only the rows whose names begin with one of the prefixes; all when there are none. */
    Group onlyRows(List<String> prefixes) {
        return new Group(
                name,
                title,
                contenders,
                rows.stream()
                        .filter(row -> prefixes.isEmpty() || prefixes.stream().anyMatch(row.id()::startsWith))
                        .toList());
    }
}
