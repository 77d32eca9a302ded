package io.caisson.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Wire;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Streams as the plainest clients ask for them, byte by byte. */
@RealEngine
class RawStreamTest {
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]+)\"");

    private final Rig rig;

    RawStreamTest(Rig rig) {
        this.rig = rig;
    }

    @Test
    void exec_with_no_upgrade_header_is_a_raw_stream_both_ways_after_200() throws Exception {
        try (var wire = start(exec("cat"), "")) {
            assertThat(wire.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("application/vnd.docker.");
            wire.send("one\n");
            wire.readUntil("one\n");
            wire.send("two\n");
            wire.readUntil("two\n");
            wire.endSending();
            assertThat(wire.readToEnd()).endsWith("two\n");
        }
    }

    @Test
    void exec_with_an_upgrade_header_is_a_raw_stream_both_ways_after_101() throws Exception {
        try (var wire = start(exec("cat"), "Connection: Upgrade\r\nUpgrade: tcp\r\n")) {
            assertThat(wire.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                    .contains("application/vnd.docker.");
            wire.send("one\n");
            wire.readUntil("one\n");
            wire.endSending();
            assertThat(wire.readToEnd()).endsWith("one\n");
        }
    }

    @Test
    void the_clients_end_of_input_reaches_a_command_that_then_answers() throws Exception {
        try (var wire = start(exec("wc -c"), "")) {
            wire.readUntil("\r\n\r\n");
            wire.send("x".repeat(500_000));
            wire.endSending();
            assertThat(wire.readToEnd()).endsWith("500000\n");
        }
    }

    @Test
    void an_output_stream_that_nobody_reads_holds_up_nobody_else() throws Exception {
        try (var wire = start(exec("yes"), "")) {
            wire.readUntil("\r\n\r\n");
            for (int i = 0; i < 20; i++) {
                assertThat(Wire.ask(rig.open().socket(), "GET", "/_ping").status())
                        .isEqualTo(200);
            }
            assertThat(rig.docker().ok("run", "--rm", "busybox:local", "echo", "beside"))
                    .isEqualTo("beside");
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        try (var wire = new Wire(rig.open().socket())) {
            wire.send("GET /version HTTP/1.1\r\nHost: docker\r\n\r\nGET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n"
                    + "GET /containers/json HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n");
            var all = wire.readToEnd();
            assertThat(all.indexOf("ApiVersion")).isPositive().isLessThan(all.indexOf("\r\n\r\nOK"));
            assertThat(all.split("HTTP/1\\.1 200 OK", -1)).hasSize(4);
        }
    }

    private Wire start(String exec, String headers) throws Exception {
        var wire = new Wire(rig.open().socket());
        var body = "{\"Detach\":false,\"Tty\":false}";
        wire.send(
                "POST /exec/%s/start HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(exec, headers, body.length(), body));
        return wire;
    }

    private String exec(String command) throws Exception {
        var name = rig.docker().idle(rig.name("raw"));
        var body = "{\"AttachStdin\":true,\"AttachStdout\":true,\"Cmd\":[\"sh\",\"-c\",\"" + command + "\"]}";
        try (var wire = new Wire(rig.open().socket())) {
            wire.send(
                    "POST /containers/%s/exec HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(name, body.length(), body));
            var id = ID.matcher(wire.readToEnd());
            assertThat(id.find()).isTrue();
            return id.group(1);
        }
    }
}
