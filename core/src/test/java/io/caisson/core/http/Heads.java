package io.caisson.core.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Heads for tests: parsing from text, and the captured heads of real clients. */
final class Heads {
    /** Bounds small enough to be reached by short texts, where a test is about bounds. */
    static final Limits LIMITS = Limits.DEFAULTS;

    private static final List<String> CAPTURED = List.of(
            "curl-archive-put",
            "curl-container-create",
            "curl-container-list",
            "curl-image-build",
            "curl-image-load-chunked",
            "curl-raw-json-filter",
            "docker-auth",
            "docker-container-create",
            "docker-container-list",
            "docker-events",
            "docker-exec-start",
            "docker-image-build",
            "docker-image-load",
            "docker-logs-follow",
            "docker-ping",
            "dockerode-attach",
            "dockerode-attach-no-upgrade",
            "dockerode-container-list",
            "dockerode-leading-slash",
            "python-attach",
            "python-container-create",
            "python-container-list",
            "python-exec-start",
            "python-image-build");

    private Heads() {}

    /** What a parser made of some bytes. */
    record Parsed(int end, RequestHead head) {
        /** The fields that go on to the engine, as text. */
        String forwarded() {
            ByteWriter out = new ByteWriter(64);
            head.writeForwardedFields(out);
            return new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
        }
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Parsed parse(String text) {
        return parse(latin1(text));
    }

    static Parsed parse(byte[] bytes) {
        RequestHead head = new RequestHead();
        return new Parsed(new HeadParser(LIMITS).parse(bytes, 0, bytes.length, head), head);
    }

    /** A request that is whole but for its fields. */
    static String request(String fields) {
        return "POST /containers/create HTTP/1.1\r\nHost: docker\r\n" + fields + "\r\n";
    }

    static List<byte[]> captured() {
        List<byte[]> heads = new ArrayList<>();
        for (String name : CAPTURED) {
            heads.add(captured(name));
        }
        return heads;
    }

    static List<String> capturedNames() {
        return CAPTURED;
    }

    static byte[] captured(String name) {
        try (InputStream in = Heads.class.getResourceAsStream("heads/" + name + ".http")) {
            if (in == null) {
                throw new IllegalStateException("no captured head " + name);
            }
            return in.readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
