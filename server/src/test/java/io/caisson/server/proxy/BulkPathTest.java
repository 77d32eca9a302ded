package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.server.testing.Accelerator;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.GateProcess;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Long bodies, with the kernel moving them and without: the same bytes, the same ends, the same manners. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(120)
class BulkPathTest {
    private static final int LENGTH = 24 << 20;
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String EXPORT = "GET /containers/a/export HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @Parameter
    boolean accelerated;

    @TempDir
    Path folder;

    private final List<GateProcess> gates = new ArrayList<>();
    private final CompletableFuture<byte[]> uploaded = new CompletableFuture<>();

    private GateProcess gate(FakeEngine engine) throws Exception {
        List<String> options = accelerated ? Accelerator.options(folder) : List.of();
        GateProcess gate = GateProcess.start(folder, engine.socket(), 1000, options);
        gates.add(gate);
        return gate;
    }

    @AfterEach
    void stop() {
        gates.forEach(GateProcess::close);
    }

    private static byte[] body(int seed) {
        byte[] bytes = new byte[LENGTH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Sends {@link #body} of 1 for an export, takes an upload, and says OK to anything else. */
    private FakeEngine engine(int exported) throws IOException {
        return FakeEngine.start(folder.resolve("engine.sock"), (wire, connection) -> {
            while (true) {
                String head = wire.readHead();
                if (head.startsWith("GET /containers/a/export")) {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
                    byte[] body = body(1);
                    wire.send(exported == LENGTH ? body : Arrays.copyOf(body, exported));
                    if (exported < LENGTH) {
                        return;
                    }
                } else if (head.startsWith("GET /containers/b/export")) {
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    sendChunks(wire, body(3));
                } else if (head.startsWith("POST /images/load?quiet=1")) {
                    wire.channel().shutdownInput();
                    Thread.sleep(500);
                    wire.send(OK);
                    return;
                } else if (head.contains("chunked")) {
                    uploaded.complete(wire.readChunked());
                    wire.send(OK);
                } else if (head.startsWith("POST /images/load")) {
                    uploaded.complete(wire.readBytes(LENGTH));
                    wire.send(OK);
                } else {
                    wire.send(OK);
                }
            }
        });
    }

    @Test
    void a_long_answer_arrives_whole_and_the_connection_goes_on() throws Exception {
        try (FakeEngine engine = engine(LENGTH);
                Wire client = gate(engine).connect()) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.send(EXPORT).readResponse().body()).isEqualTo(body(1));
                assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
            }
        }
    }

    @Test
    void a_client_that_pauses_gets_all_of_it_and_then_what_it_asked_next() throws Exception {
        try (FakeEngine engine = engine(LENGTH);
                Wire client = gate(engine).connect()) {
            client.send(EXPORT + PING + EXPORT);
            Thread.sleep(300);
            client.readHead();
            byte[] first = client.readBytes(3 << 20);
            Thread.sleep(300);
            byte[] rest = client.readBytes(LENGTH - (3 << 20));
            byte[] all = Arrays.copyOf(first, LENGTH);
            System.arraycopy(rest, 0, all, first.length, rest.length);
            assertThat(all).isEqualTo(body(1));
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(client.readResponse().body()).isEqualTo(body(1));
        }
    }

    @Test
    void a_client_that_keeps_up_gets_what_it_asked_next_too() throws Exception {
        try (FakeEngine engine = engine(LENGTH);
                Wire client = gate(engine).connect()) {
            for (int i = 0; i < 10; i++) {
                client.send(EXPORT + PING);
                assertThat(client.readResponse().body()).isEqualTo(body(1));
                assertThat(client.readResponse().text()).isEqualTo("OK");
            }
        }
    }

    @Test
    void a_long_upload_arrives_whole_and_the_connection_goes_on() throws Exception {
        try (FakeEngine engine = engine(LENGTH);
                Wire client = gate(engine).connect()) {
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Length: " + LENGTH + "\r\n\r\n");
            client.send(body(2));
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(uploaded.get(10, TimeUnit.SECONDS)).isEqualTo(body(2));
            assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
        }
    }

    /** Chunks of all sizes, from one byte to megabytes. */
    private static void sendChunks(Wire wire, byte[] body) throws IOException {
        int size = 1;
        for (int from = 0; from < body.length; from += size) {
            size = Math.min(Math.max(1, (size * 7) & 0x3f_ffff), body.length - from);
            wire.send(Integer.toHexString(size) + "\r\n")
                    .send(Arrays.copyOfRange(body, from, from + size))
                    .send("\r\n");
        }
        wire.send("0\r\n\r\n");
    }

    @Test
    void an_upload_that_the_engine_stops_reading_ends_where_it_ends() throws Exception {
        int length = 700 << 10;
        try (FakeEngine engine = engine(LENGTH);
                Wire client = gate(engine).connect()) {
            client.send("POST /images/load?quiet=1 HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
            Thread.sleep(100);
            client.send(new byte[length]);
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
        }
    }

    @Test
    void chunks_of_all_sizes_arrive_whole_both_ways() throws Exception {
        try (FakeEngine engine = engine(LENGTH);
                Wire client = gate(engine).connect()) {
            String export = "GET /containers/b/export HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(client.send(export).readResponse().body()).isEqualTo(body(3));
            assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            sendChunks(client, body(4));
            assertThat(client.readResponse().text()).isEqualTo("OK");
            assertThat(uploaded.get(10, TimeUnit.SECONDS)).isEqualTo(body(4));
        }
    }

    @Test
    void an_answer_that_is_cut_is_cut_for_the_client_too() throws Exception {
        try (FakeEngine engine = engine(LENGTH / 2);
                Wire client = gate(engine).connect()) {
            client.send(EXPORT).readHead();
            assertThat(client.readBytes(LENGTH / 2)).isEqualTo(Arrays.copyOf(body(1), LENGTH / 2));
            assertThatThrownBy(() -> client.readBytes(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void who_leaves_in_the_middle_leaves_nothing_behind() throws Exception {
        try (FakeEngine engine = engine(LENGTH)) {
            GateProcess gate = gate(engine);
            for (int i = 0; i < 3 * KernelPipes.COUNT_MAX; i++) {
                try (Wire client = gate.connect()) {
                    client.send(EXPORT).readHead();
                    client.readBytes(1 << 20);
                }
                try (Wire client = gate.connect()) {
                    client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Length: " + LENGTH + "\r\n\r\n");
                    client.send(new byte[2 << 20]);
                }
            }
            gate.awaitNothingOpen();
            try (Wire client = gate.connect()) {
                assertThat(client.send(EXPORT).readResponse().body()).isEqualTo(body(1));
            }
            assertThat(gate.pipes())
                    .as("descriptors of pipes")
                    .isBetween(accelerated ? 2 : 0, accelerated ? 2 * KernelPipes.COUNT_MAX : 0);
        }
    }

    @Test
    void slow_clients_beyond_the_number_of_pipes_are_served_without() throws Exception {
        try (FakeEngine engine = engine(LENGTH)) {
            GateProcess gate = gate(engine);
            List<Wire> slow = new ArrayList<>();
            for (int i = 0; i < KernelPipes.COUNT_MAX + 4; i++) {
                slow.add(gate.connect().send(EXPORT));
            }
            Thread.sleep(500);
            for (Wire client : slow) {
                assertThat(client.readResponse().body()).isEqualTo(body(1));
                client.close();
            }
        }
    }
}
