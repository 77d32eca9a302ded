package io.caisson.conformance.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests for containers that get at their host, in every spelling that somebody might try. */
final class Evasions {
    /** As much as a body is padded with; more than what is read to judge one. */
    private static final int PADDING = 10 << 20;

    /** Fields of a host configuration, each by itself as good as root or a step to it. */
    private static final List<String> STRONG = List.of(
            "\"Privileged\":true",
            "\"CapAdd\":[\"SYS_ADMIN\"]",
            "\"CapAdd\":[\"sys_admin\"]",
            "\"CapAdd\":[\"CAP_SYS_ADMIN\"]",
            "\"CapAdd\":[\"cap_sys_admin\"]",
            "\"CapAdd\":[\"ALL\"]",
            "\"CapAdd\":[\"all\"]",
            "\"CapAdd\":[\"Sys_Admin\"]",
            "\"CapAdd\":\"SYS_ADMIN\"",
            "\"CapAdd\":[\"\\u017fYS_ADMIN\"]",
            "\"Binds\":[\"/:/h\"]",
            "\"Binds\":[\"/etc:/h:ro\"]",
            "\"Binds\":[\"//etc:/h\"]",
            "\"Binds\":[\"/tmp/../etc:/h\"]",
            "\"Binds\":[\"/./etc/.:/h\"]",
            "\"Binds\":[\"/etc:/h:rw,z\"]",
            "\"Binds\":[\"\\u002fetc:/h\"]",
            "\"Binds\":[\"/var/run:/h\"]",
            "\"Binds\":[\"vol:/h\",\"/etc:/g\"]",
            "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\",\"Target\":\"/h\"}]",
            "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/etc/../\",\"Target\":\"/h\",\"ReadOnly\":true}]",
            "\"Mounts\":[{\"Type\":\"volume\",\"Target\":\"/h\",\"VolumeOptions\":{\"DriverConfig\":{\"Name\":\"local\","
                    + "\"Options\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/etc\"}}}}]",
            "\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"evv\",\"Target\":\"/h\",\"VolumeOptions\":{\"DriverConfig\":"
                    + "{\"Options\":{\"o\":\"rbind\",\"device\":\"/etc\"}}}}]",
            "\"PidMode\":\"host\"",
            "\"IpcMode\":\"host\"",
            "\"UTSMode\":\"host\"",
            "\"NetworkMode\":\"host\"",
            "\"CgroupnsMode\":\"host\"",
            "\"SecurityOpt\":[\"seccomp=unconfined\"]",
            "\"SecurityOpt\":[\"seccomp:unconfined\"]",
            "\"SecurityOpt\":[\"apparmor=unconfined\"]",
            "\"SecurityOpt\":[\"apparmor:unconfined\"]",
            "\"SecurityOpt\":[\"label=disable\"]",
            "\"SecurityOpt\":[\"label:disable\"]",
            "\"SecurityOpt\":[\"seccomp={\\\"defaultAction\\\":\\\"SCMP_ACT_ALLOW\\\"}\"]",
            "\"MaskedPaths\":[]",
            "\"ReadonlyPaths\":[]",
            "\"Devices\":[{\"PathOnHost\":\"/dev/null\",\"PathInContainer\":\"/dev/x\",\"CgroupPermissions\":\"rwm\"}]",
            "\"DeviceCgroupRules\":[\"a *:* rwm\"]",
            "\"CgroupParent\":\"/elsewhere\"",
            "\"Sysctls\":{\"kernel.msgmax\":\"65536\"}",
            "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"4711\"}]}",
            "\"PublishAllPorts\":true",
            "\"LogConfig\":{\"Type\":\"syslog\",\"Config\":{\"syslog-address\":\"udp://192.0.2.1:514\"}}",
            "\"GroupAdd\":[\"0\"]",
            "\"OomScoreAdj\":-500",
            "\"ExtraHosts\":[\"h:host-gateway\"]");

    private Evasions() {}

    /** Bodies by what is tried with them; a character stands for a byte. */
    static Map<String, String> bodies() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String field : STRONG) {
            rows.put("plain " + field, "{\"Image\":\"busybox:local\",\"HostConfig\":{" + field + "}}");
            rows.put("lower case " + field, "{\"Image\":\"busybox:local\",\"hostconfig\":{" + field + "}}");
            rows.put("long s " + field, "{\"Image\":\"busybox:local\",\"Ho\u017ftConfig\":{" + field + "}}");
            rows.put("escaped " + field, "{\"Image\":\"busybox:local\",\"Ho\\u0073tConfig\":{" + field + "}}");
            rows.put("at the top " + field, "{\"Image\":\"busybox:local\"," + field + "}");
            rows.put(
                    "merged " + field,
                    "{\"Image\":\"busybox:local\",\"HostConfig\":{},\"HostConfig\":{" + field + "}}");
            rows.put(
                    "merged in another case " + field,
                    "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Memory\":0},\"hostConfig\":{" + field + "}}");
            rows.put(
                    "null after it " + field,
                    "{\"Image\":\"busybox:local\",\"HostConfig\":{" + field + "},\"HostConfig\":null}");
            rows.put(
                    "null before it " + field,
                    "{\"Image\":\"busybox:local\",\"HostConfig\":null,\"HOSTCONFIG\":{" + field + "}}");
        }
        String strong = "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":true}}";
        rows.put("in another case", "{\"Image\":\"busybox:local\",\"HostConfig\":{\"privileged\":true}}");
        rows.put(
                "with both cases",
                "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":false,\"PRIVILEGED\":true}}");
        rows.put("repeated", "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":false,\"Privileged\":true}}");
        rows.put("as text", "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":\"true\"}}");
        rows.put("as a number", "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":1}}");
        rows.put(
                "Kelvin sign",
                "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Net\u212aorkMode\":\"host\",\"Mas\u212aedPaths\":[]}}");
        rows.put("byte order mark", "\uFEFF" + strong);
        rows.put("after a brace", "{\"Image\":\"busybox:local\"}}" + strong);
        rows.put("after the value", "{\"Image\":\"busybox:local\"}" + strong);
        rows.put("comment", "/* */" + strong);
        rows.put(
                "deep",
                "{\"Image\":\"busybox:local\",\"x\":" + "[".repeat(5000) + "]".repeat(5000)
                        + ",\"HostConfig\":{\"Privileged\":true}}");
        rows.put(
                "mounts over two lists",
                "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/etc\",\"Target\":\"/h\"}],\"mounts\":[{\"Target\":\"/g\"}]}}");
        rows.put("empty", "");
        rows.put("a list", "[" + strong + "]");
        rows.put("two values", strong + strong);
        rows.put("padded before", " ".repeat(2 << 20) + strong);
        rows.put(
                "padded inside",
                "{\"Image\":\"busybox:local\",\"Labels\":{\"a\":\"" + "a".repeat(PADDING)
                        + "\"},\"HostConfig\":{\"Privileged\":true}}");
        Map<String, String> bytes = new LinkedHashMap<>();
        rows.forEach((name, body) -> bytes.put(name, new String(body.getBytes(UTF_8), ISO_8859_1)));
        bytes.put(
                "invalid UTF-8", "{\"Image\":\"busybox:local\",\"HostConfig\":{\"Privileged\":true,\"x\":\"\u00ff\"}}");
        return bytes;
    }

    /** The ways in which one body can be framed and called. */
    static List<Framed> framings() {
        String json = "Content-Type: application/json\r\n";
        List<Framed> all = new ArrayList<>();
        all.add(new Framed("length", json, false));
        all.add(new Framed("chunks", json, true));
        all.add(new Framed("no type", "", false));
        all.add(new Framed("text", "Content-Type: text/plain\r\n", false));
        all.add(new Framed("form", "Content-Type: application/x-www-form-urlencoded\r\n", false));
        all.add(new Framed("charset", "Content-Type: application/json; charset=utf-16\r\n", false));
        all.add(new Framed("encoding", json + "Content-Encoding: gzip\r\n", false));
        all.add(new Framed("two types", json + "Content-Type: text/plain\r\n", false));
        return all;
    }

    /** One way of sending a body. */
    record Framed(String name, String fields, boolean chunked) {
        String request(String target, String body) {
            String head = "POST " + target + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n" + fields;
            if (!chunked) {
                return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            }
            int half = body.length() / 2;
            StringBuilder text = new StringBuilder(head + "Transfer-Encoding: chunked\r\n\r\n");
            for (String part : List.of(body.substring(0, half), body.substring(half))) {
                if (!part.isEmpty()) {
                    text.append(Integer.toHexString(part.length()))
                            .append("\r\n")
                            .append(part)
                            .append("\r\n");
                }
            }
            return text.append("0\r\n\r\n").toString();
        }
    }
}
