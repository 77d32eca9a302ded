package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.archive.ArchiveRules;
import io.caisson.core.archive.ArchiveRules.Ask;
import io.caisson.core.http.Limits;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestArchive;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Until;
import io.caisson.server.testing.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are judged while they pass: what was not judged does not reach the engine, and neither does an end. */
@Timeout(60)
class UploadTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    private static final ArchiveRules RULES = (ask, value) ->
            ask == Ask.IMAGE && value.equals("good") ? Optional.empty() : Optional.of("allowed: `good`");

    @TempDir
    Path folder;

    /** What the engine got of one body. */
    private record Body(byte[] data, boolean whole) {}

    private final Queue<Body> bodies = new ConcurrentLinkedQueue<>();

    private FakeEngine engine() throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            while (true) {
                String head = wire.readHead();
                if (head.startsWith("GET ")) {
                    wire.send(OK);
                    continue;
                }
                assertThat(head).contains("Transfer-Encoding: chunked").doesNotContain("Content-Length");
                ByteArrayOutputStream data = new ByteArrayOutputStream();
                boolean whole = false;
                try {
                    whole = body(wire, data);
                } finally {
                    bodies.add(new Body(data.toByteArray(), whole));
                }
                wire.send(OK);
            }
        });
    }

    private static boolean body(Wire wire, ByteArrayOutputStream data) throws IOException {
        while (true) {
            StringBuilder size = new StringBuilder();
            int octet;
            while ((octet = wire.read()) != '\r') {
                if (octet < 0) {
                    throw new EOFException();
                }
                size.append((char) octet);
            }
            assertThat(wire.read()).isEqualTo('\n');
            long left = Long.parseLong(size.toString(), 16);
            boolean last = left == 0;
            for (; left > 0; left--) {
                int next = wire.read();
                if (next < 0) {
                    throw new EOFException();
                }
                data.write(next);
            }
            assertThat(wire.readText(2)).isEqualTo("\r\n");
            if (last) {
                return true;
            }
        }
    }

    private TestGate gate(FakeEngine engine) throws IOException {
        return gate(engine, TestGate.limits());
    }

    private TestGate gate(FakeEngine engine, Limits limits) throws IOException {
        return TestGate.open(
                folder, engine.socket(), limits, TestGate.everything().judgingArchives(RULES));
    }

    private static String put(String framing) {
        return "PUT /v1.41/containers/a/archive?path=/x HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n";
    }

    private static String build(String framing) {
        return "POST /v1.41/build HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-tar\r\n" + framing + "\r\n\r\n";
    }

    private static String length(byte[] body) {
        return "Content-Length: " + body.length;
    }

    private static byte[] chunked(byte[] body, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += size) {
            int count = Math.min(size, body.length - at);
            out.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, count);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    private static TestArchive sample() {
        return new TestArchive()
                .file("a", "x")
                .file("noise", noise(700_000), 0644)
                .file("Dockerfile", "FROM good\n")
                .file("last", noise(3_000), 0644);
    }

    private Body nextBody() throws InterruptedException {
        Until.holds("the engine has a body", () -> !bodies.isEmpty());
        return bodies.remove();
    }

    @Test
    void an_allowed_archive_arrives_as_it_was_in_any_framing_and_the_connection_stays() throws Exception {
        byte[] archive = sample().bytes();
        byte[] padded = Arrays.copyOf(archive, archive.length + 9_000);
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            for (int size : new int[] {7, 512, 513, 32 << 10, 1 << 20}) {
                client.send(put("Transfer-Encoding: chunked")).send(chunked(archive, size));
                assertThat(client.readResponse().status()).isEqualTo(200);
                assertThat(nextBody()).satisfies(body -> assertThat(body.data()).isEqualTo(archive));
            }
            client.send(build(length(padded))).send(padded);
            assertThat(client.readResponse().status()).isEqualTo(200);
            assertThat(nextBody()).satisfies(body -> {
                assertThat(body.data()).isEqualTo(archive);
                assertThat(body.whole()).isTrue();
            });
            client.send(put("Transfer-Encoding: chunked") + "0\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(400);
        }
    }

    @Test
    void an_archive_in_single_bytes_arrives_as_it_was() throws Exception {
        byte[] archive = new TestArchive()
                .file("a", "x")
                .file("Dockerfile", "FROM good\n")
                .bytes();
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            client.send(build(length(archive)));
            for (byte octet : archive) {
                client.send(new byte[] {octet});
            }
            assertThat(client.readResponse().status()).isEqualTo(200);
            assertThat(nextBody()).satisfies(body -> assertThat(body.data()).isEqualTo(archive));
        }
    }

    @Test
    void a_refused_entry_never_reaches_the_engine_and_the_connection_is_cut() throws Exception {
        byte[] before = sample().entries();
        byte[] archive = sample().file("su", noise(10), 04755)
                .file("more", noise(100_000), 0644)
                .bytes();
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            client.send(put("Transfer-Encoding: chunked")).send(chunked(archive, 32 << 10));
            Wire.Response answer = client.readResponse();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("archive_entry_refused").contains("the entry `su` of the archive");
            Body body = nextBody();
            assertThat(body.whole()).isFalse();
            assertThat(before).startsWith(body.data());
            TestGate.Ended event = gate.nextEvent();
            assertThat(event.reason()).isEqualTo(Reason.ARCHIVE_ENTRY_REFUSED);
            assertThat(event.allowed()).isFalse();
            assertThat(event.detail()).contains("`su`");
            // The connection stays in step.
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(200);
        }
    }

    @Test
    void the_end_of_a_refused_build_never_reaches_the_engine() throws Exception {
        for (String dockerfile : new String[] {"FROM good\nFROM evil\n", ""}) {
            TestArchive context = new TestArchive().file("big", noise(300_000), 0644);
            if (!dockerfile.isEmpty()) {
                context.file("Dockerfile", dockerfile);
            }
            byte[] archive = context.file("z", "z").bytes();
            try (FakeEngine engine = engine();
                    TestGate gate = gate(engine);
                    Wire client = gate.connect()) {
                client.send(build(length(archive))).send(archive);
                Wire.Response answer = client.readResponse();
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).contains(dockerfile.isEmpty() ? "has no `Dockerfile`" : "FROM evil");
                Body body = nextBody();
                assertThat(body.whole()).isFalse();
                assertThat(body.data().length).isLessThanOrEqualTo(archive.length - 1_024);
            }
        }
    }

    @Test
    void a_cut_archive_is_no_archive() throws Exception {
        byte[] entries = sample().entries();
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            for (byte[] cut : new byte[][] {entries, Arrays.copyOf(entries, 500_000)}) {
                client.send(put(length(cut))).send(cut);
                assertThat(client.readResponse().status()).isEqualTo(400);
                assertThat(nextBody().whole()).isFalse();
            }
        }
    }

    @Test
    void a_compressed_archive_is_judged_and_sent_plain() throws Exception {
        byte[] archive = sample().bytes();
        ByteArrayOutputStream twoParts = new ByteArrayOutputStream();
        twoParts.writeBytes(gzipped(Arrays.copyOf(archive, 1_000)));
        twoParts.writeBytes(gzipped(Arrays.copyOfRange(archive, 1_000, archive.length)));
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine);
                Wire client = gate.connect()) {
            for (byte[] packed : new byte[][] {gzipped(archive), twoParts.toByteArray()}) {
                client.send(build(length(packed))).send(packed);
                assertThat(client.readResponse().status()).isEqualTo(200);
                assertThat(nextBody()).satisfies(body -> assertThat(body.data()).isEqualTo(archive));
            }
            byte[] evil = gzipped(sample().file("su", noise(10), 04755).bytes());
            client.send(put("Transfer-Encoding: chunked")).send(chunked(evil, 1_000));
            assertThat(client.readResponse().status()).isEqualTo(403);
            assertThat(nextBody().whole()).isFalse();
        }
    }

    @Test
    void damage_and_bombs_end_a_compressed_archive() throws Exception {
        byte[] damaged = gzipped(sample().bytes());
        damaged[damaged.length / 2] ^= 0x55;
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            long size = 400L << 20;
            gzip.write(TestArchive.header("zeros", size, 0644));
            byte[] zeros = new byte[1 << 20];
            for (long at = 0; at < size; at += zeros.length) {
                gzip.write(zeros);
            }
            gzip.write(new byte[1_024]);
        }
        try (FakeEngine engine = engine();
                TestGate gate = gate(engine)) {
            try (Wire client = gate.connect()) {
                client.send(put(length(damaged))).send(damaged);
                assertThat(client.readResponse().status()).isEqualTo(400);
                assertThat(nextBody().whole()).isFalse();
            }
            try (Wire client = gate.connect()) {
                client.send(put(length(bomb.toByteArray()))).send(bomb.toByteArray());
                Wire.Response answer = client.readResponse();
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.text()).contains("archive_expands");
                assertThat(nextBody().whole()).isFalse();
            }
        }
    }
}
