package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.FakeEngine;
import io.caisson.server.testing.TestGate;
import io.caisson.server.testing.Wire;
import io.caisson.server.upstream.Engine;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of our own: they end one connection, are told and recorded where they can be, and never end the loop. */
@Timeout(30)
class LoopFaultTest {
    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    Path folder;

    private FakeEngine engine;
    private TestGate gate;
    private final AtomicReference<Throwable> policyFault = new AtomicReference<>();

    static Throwable[] faults() {
        return new Throwable[] {new IllegalStateException("a bug"), new StackOverflowError(), new OutOfMemoryError("no")
        };
    }

    @BeforeEach
    void open() throws IOException {
        engine = FakeEngine.start(folder.resolve("engine.sock"), FakeEngine.answering(OK));
        Limits limits = TestGate.limits();
        Policy everything = TestGate.everything();
        gate = TestGate.open(folder, new Engine(UnixDomainSocketAddress.of(engine.socket())), limits, () -> {
            throwIfSet(policyFault.getAndSet(null));
            return everything;
        });
    }

    @AfterEach
    void still_answers() throws Exception {
        try (Wire client = gate.connect()) {
            assertThat(client.send(PING).readResponse().text()).isEqualTo("OK");
        }
        gate.awaitNothingOpen();
        gate.close();
        engine.close();
    }

    private static void throwIfSet(Throwable fault) {
        switch (fault) {
            case null -> {}
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            default -> throw new IllegalArgumentException(fault);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tells_the_client_and_records(Throwable fault) throws Exception {
        policyFault.set(fault);
        try (Wire client = gate.connect()) {
            Wire.Response response = client.send(PING).readResponse();
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.text()).contains("internal_error");
            assertThat(client.read()).isEqualTo(-1);
        }
        TestGate.Ended event = gate.nextEvent();
        assertThat(event.reason()).isEqualTo(Reason.INTERNAL_ERROR);
        assertThat(event.status()).isEqualTo(500);
        assertThat(gate.eventsWaiting()).isZero();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void outlives_a_recorder_that_fails(Throwable fault) throws Exception {
        AtomicReference<Throwable> once = new AtomicReference<>(fault);
        gate.whenRecording(() -> throwIfSet(once.getAndSet(null)));
        try (Wire client = gate.connect()) {
            client.send(PING).readResponse();
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void outlives_a_recorder_that_fails_for_a_refusal_and_at_a_deadline() throws Exception {
        AtomicReference<Throwable> once = new AtomicReference<>(new IllegalStateException("a bug"));
        gate.whenRecording(() -> throwIfSet(once.getAndSet(null)));
        try (Wire client = gate.connect()) {
            client.send("GET /half");
            // The time for the head runs out, and recording that fails.
            assertThat(client.readResponse().status()).isEqualTo(408);
            assertThat(client.read()).isEqualTo(-1);
        }
        once.set(new IllegalStateException("another bug"));
        try (Wire client = gate.connect()) {
            client.send("nonsense\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(400);
            assertThatThrownBy(client::readResponse).isInstanceOf(EOFException.class);
        }
    }
}
