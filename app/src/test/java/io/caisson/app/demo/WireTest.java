package io.caisson.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP as the engine's server speaks it. */
@Timeout(30)
class WireTest {
    @TempDir
    Path folder;

    private DemoEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = DemoEngine.start(folder.resolve("d.sock"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void answers_a_ping_with_the_headers_that_clients_negotiate_by() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            Wire.Answer head = wire.ask("HEAD /_ping", "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers())
                    .containsEntry("api-version", "1.51")
                    .containsEntry("ostype", "linux")
                    .containsEntry("docker-experimental", "false")
                    .containsEntry("swarm", "inactive")
                    .containsEntry("content-length", "0")
                    .containsEntry("cache-control", "no-cache, no-store, must-revalidate")
                    .containsKeys("server", "builder-version", "date");
            assertThat(wire.ask("GET /_ping", "").body()).isEqualTo("OK");
        }
    }

    @Test
    void keeps_a_connection_for_answers_with_a_length_in_chunks_and_without_a_body() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            assertThat(wire.ask("GET /version", "").headers()).containsKey("content-length");
            assertThat(wire.ask("GET /containers/web/json", "").headers())
                    .containsEntry("transfer-encoding", "chunked");
            assertThat(wire.ask("POST /containers/web/start", "").status()).isEqualTo(304);
            assertThat(wire.ask("POST /containers/web/pause", "").status()).isEqualTo(204);
            assertThat(wire.ask("GET /_ping", "").body()).isEqualTo("OK");
        }
    }

    @Test
    void answers_pipelined_requests_in_order_even_after_a_streamed_answer() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            String host = " HTTP/1.1\r\nHost: d\r\n\r\n";
            wire.send("GET /events?since=1&until=2" + host + "GET /nope" + host + "GET /_ping" + host);
            assertThat(wire.answer(true).body()).isEmpty();
            assertThat(wire.answer(true).message()).isEqualTo("page not found");
            assertThat(wire.answer(true).body()).isEqualTo("OK");
        }
    }

    @Test
    void runs_no_request_twice_when_the_next_one_comes_during_a_streamed_answer() throws Exception {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send("POST /containers/web/wait HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n");
            assertThat(wire.head().getFirst()).contains("200");
            wire.send("GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n");
            Thread.sleep(100);
            Wire.ask(engine.socket(), "POST /containers/web/stop");
            assertThat(wire.chunk()).isEqualTo("{\"StatusCode\":0}\n");
            assertThat(wire.chunk()).isEmpty();
            assertThat(wire.answer(true).body()).isEqualTo("OK");
            assertThat(wire.ask("GET /nope", "").status()).isEqualTo(404);
        }
    }

    @Test
    void a_client_that_ends_its_side_with_the_request_gets_the_whole_answer() throws IOException {
        String whole = Wire.ask(engine.socket(), "GET /containers/db/logs?stderr=1&tail=10")
                .body();
        for (int i = 0; i < 50; i++) {
            try (Wire wire = Wire.to(engine.socket())) {
                wire.send("GET /containers/db/logs?stderr=1&tail=10 HTTP/1.1\r\nHost: d\r\n\r\n");
                wire.endOutput();
                assertThat(wire.answer(true).body()).hasSameSizeAs(whole);
                assertThat(wire.rest()).isEmpty();
            }
        }
    }

    @Test
    void reads_bodies_in_chunks_and_asks_for_them_when_the_client_waits() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send("POST /volumes/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.head()).containsExactly("HTTP/1.1 100 Continue");
            wire.send("9;x=y\r\n{\"Name\":\"\r\nA\r\nchunked\"}\n\r\n0\r\nTrailer: t\r\n\r\n");
            assertThat(wire.answer(true).json().text("Name")).isEqualTo("chunked");
            assertThat(wire.ask("GET /volumes/chunked", "").status()).isEqualTo(200);
        }
    }

    @Test
    void ends_the_connection_after_an_answer_in_http_1_0() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send("GET /info HTTP/1.0\r\n\r\n");
            Wire.Answer answer = wire.answer(true);
            assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
            assertThat(answer.json().text("Name")).isEqualTo("caisson-demo");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BAD | 400",
                "GET /info HTTP/2.0 | 400",
                "GET /info HTTP/1.1 | 400", // no Host
                "GET /%zz HTTP/1.1\\r\\nHost: d | 400",
                "GET /info HTTP/1.1\\r\\nHost: d\\r\\nBad Header: x\\r\\n x | 400",
                "POST /x HTTP/1.1\\r\\nHost: d\\r\\nContent-Length: -1 | 400",
                "POST /x HTTP/1.1\\r\\nHost: d\\r\\nContent-Length: 1\\r\\nContent-Length: 2 | 400",
                "POST /x HTTP/1.1\\r\\nHost: d\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked | 400",
                "POST /x HTTP/1.1\\r\\nHost: d\\r\\nTransfer-Encoding: gzip | 501",
            })
    void refuses_what_is_no_request_and_closes(String head, int status) throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send(head.replace("\\r\\n", "\r\n") + "\r\n\r\n");
            Wire.Answer answer = wire.answer(true);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("connection", "close");
        }
    }

    @Test
    void bounds_heads_and_documents() throws IOException {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send("GET /info HTTP/1.1\r\nHost: d\r\nX: " + "x".repeat(70_000));
            assertThat(wire.answer(true).status()).isEqualTo(431);
        }
        String name = "\"" + "x".repeat(1 << 20) + "\"";
        Wire.Answer large = Wire.ask(engine.socket(), "POST /volumes/create", "{\"Name\":" + name + "}");
        assertThat(large.status()).isEqualTo(413);
    }

    @Test
    void replaces_a_stale_socket_and_refuses_a_live_one() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(engine.socket())))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> DemoEngine.start(engine.socket())).hasMessageContaining("another process listens");
        engine.close();
        assertThat(engine.socket()).doesNotExist();
        Files.createFile(engine.socket());
        engine = DemoEngine.start(engine.socket());
        assertThat(Wire.ask(engine.socket(), "GET /_ping").status()).isEqualTo(200);
    }

    @Test
    void closing_cuts_streams_and_ends_containers() throws Exception {
        try (Wire wire = Wire.to(engine.socket())) {
            wire.send("GET /events HTTP/1.1\r\nHost: d\r\n\r\n");
            assertThat(wire.head().getFirst()).contains("200");
            engine.close();
            assertThat(wire.rest()).isEmpty();
        }
    }
}
