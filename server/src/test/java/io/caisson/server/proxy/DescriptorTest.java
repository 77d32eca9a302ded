package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.GateProcess;
import io.caisson.server.testing.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gate that has no descriptor left for another connection. */
@Timeout(60)
class DescriptorTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int DESCRIPTORS = 120;

    @TempDir
    Path folder;

    @Test
    void waits_without_burning_the_processor_and_serves_whoever_is_there() throws Exception {
        try (FakeEngine engine = FakeEngine.start(
                        folder.resolve("engine.sock"),
                        FakeEngine.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
                GateProcess gate = GateProcess.start(folder, engine.socket(), DESCRIPTORS);
                Wire first = gate.connect()) {
            assertThat(first.send(PING).readResponse().status()).isEqualTo(200);
            List<Wire> others = new ArrayList<>();
            for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                others.add(gate.connect());
            }
            Thread.sleep(500);
            long before = gate.processorMillis();
            Thread.sleep(1_000);
            assertThat(gate.processorMillis() - before).isLessThan(300);
            // It has its descriptors, to the engine too.
            assertThat(first.send(PING).readResponse().status()).isEqualTo(200);
            for (Wire other : others) {
                other.close();
            }
            awaitService(gate);
            assertThat(Files.readAllLines(folder.resolve("gate.log")).stream()
                            .filter(line -> line.contains("cannot accept"))
                            .count())
                    .isBetween(1L, 3L);
        }
    }

    private static void awaitService(GateProcess gate) throws InterruptedException, IOException {
        for (int i = 0; ; i++) {
            try (Wire client = gate.connect()) {
                assertThat(client.send(PING).readResponse().status()).isEqualTo(200);
                return;
            } catch (IOException notYet) {
                if (i == 50) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }
}
