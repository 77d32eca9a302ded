package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.HeldEngine;
import io.caisson.app.testing.Program;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HealthTest {
    @TempDir
    private Path folder;

    private Map<String, String> environment() {
        return Map.of(
                "CAISSON_LISTEN",
                "unix://" + folder.resolve("caisson.sock"),
                "CAISSON_ENGINE",
                "unix://" + folder.resolve("engine.sock"));
    }

    private void expect(int exit, String line, Map<String, String> environment, String... arguments) throws Exception {
        try (Program health = Program.start(environment, arguments)) {
            assertThat(health.exit()).as(health.output()).isEqualTo(exit);
            assertThat(health.output().lines()).hasSize(1);
            assertThat(health.output()).startsWith(line);
        }
    }

    @Test
    void nobody_listens() throws Exception {
        expect(
                Main.NO,
                "unhealthy: unix://" + folder.resolve("caisson.sock") + " does not answer: ",
                environment(),
                "health");
    }

    @Test
    void it_answers_but_its_engine_does_not() throws Exception {
        try (Program serve = Program.start(environment(), "serve")) {
            serve.awaitLine("listens on");
            expect(Main.NO, "unhealthy: ", environment(), "health");
        }
    }

    @Test
    void it_answers_and_so_does_its_engine() throws Exception {
        try (HeldEngine engine = new HeldEngine(folder.resolve("engine.sock"));
                Program serve = Program.start(environment(), "serve")) {
            serve.awaitLine("listens on");
            Thread answering = Thread.ofPlatform().daemon().start(() -> answerOnce(engine));
            expect(Main.OK, "healthy: ", environment(), "health");
            answering.join();
        }
    }

    @Test
    void a_refusal_is_an_answer() throws Exception {
        Map<String, String> noPing = new java.util.HashMap<>(environment());
        noPing.put("PING", "0");
        try (Program serve = Program.start(noPing, "serve")) {
            serve.awaitLine("listens on");
            String address = "unix://" + folder.resolve("caisson.sock");
            expect(Main.OK, "healthy: " + address + " answers 403", Map.of(), "health", "--address", address);
        }
    }

    @Test
    void an_address_that_is_none() throws Exception {
        expect(Main.BAD_SETTINGS, "caisson: --address: `2375` ", Map.of(), "health", "--address", "2375");
    }

    private static void answerOnce(HeldEngine engine) {
        try {
            Program.send(engine.awaitRequest(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
        } catch (java.io.IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
