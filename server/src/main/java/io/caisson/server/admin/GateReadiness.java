package io.caisson.server.admin;

import io.caisson.server.listener.Listener;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ready is who listens, in front of an engine that answers. The engine is asked when somebody asks, at most once a
 * second.
 */
public final class GateReadiness implements Readiness {
    /** How long the engine may take to answer. */
    static final Duration PROBE_WAIT = Duration.ofSeconds(2);

    /** How long an answer counts. */
    static final Duration ANSWER_AGE_MAX = Duration.ofSeconds(1);

    private static final byte[] PROBE =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String ANSWER = "HTTP/1.";

    private final Supplier<List<Listener>> listeners;
    private final Supplier<List<Engine>> engines;
    private boolean answered;
    private long answeredNanos;
    private boolean asked;
    private @Nullable Thread asking;

    public GateReadiness(List<Listener> listeners, Engine engine) {
        this(new Fixed<>(List.copyOf(listeners)), new Fixed<>(List.of(engine)));
    }

    /** The same with listeners and engines that may change; all of the engines have to answer. */
    public GateReadiness(Supplier<List<Listener>> listeners, Supplier<List<Engine>> engines) {
        this.listeners = listeners;
        this.engines = engines;
    }

    /** A class, because a lambda costs its set-up at the program's start. */
    public record Fixed<T>(List<T> get) implements Supplier<List<T>> {}

    @Override
    public Optional<String> problem() {
        for (Listener listener : listeners.get()) {
            if (!listener.channel().isOpen()) {
                return Optional.of("the listeners are closed");
            }
        }
        return engineAnswers() ? Optional.empty() : Optional.of("the engine does not answer");
    }

    private synchronized boolean engineAnswers() {
        if (!asked || System.nanoTime() - answeredNanos >= ANSWER_AGE_MAX.toNanos()) {
            answered = true;
            for (Engine engine : engines.get()) {
                boolean answers = ask(engine);
                engine.noted(answers);
                answered &= answers;
            }
            answeredNanos = System.nanoTime();
            asked = true;
        }
        return answered;
    }

    /** Asks on a thread of its own, because neither a connect nor a look-up of a name can be bounded otherwise. */
    private boolean ask(Engine engine) {
        Thread before = asking;
        if (before != null && before.isAlive()) {
            return false;
        }
        for (int i = 0; i < engine.addressCount(); i++) {
            SocketAddress address = engine.address();
            if (asks(engine, address)) {
                return true;
            }
            engine.failed(address);
        }
        return false;
    }

    private boolean asks(Engine engine, SocketAddress address) {
        try (SocketChannel channel = engine.open()) {
            AtomicBoolean answer = new AtomicBoolean();
            Thread thread = new Thread(() -> answer.set(answers(engine, address, channel)), "caisson-readiness");
            thread.setDaemon(true);
            thread.start();
            asking = thread;
            return thread.join(PROBE_WAIT) && answer.get();
        } catch (IOException noChannel) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean answers(Engine engine, SocketAddress address, SocketChannel channel) {
        try {
            channel.connect(Engine.resolved(address));
            ByteChannel wire = engine.tls() == null ? channel : SecureProbe.over(engine.tls(), channel, address);
            ByteBuffer request = ByteBuffer.wrap(PROBE);
            while (request.hasRemaining()) {
                wire.write(request);
            }
            ByteBuffer start = ByteBuffer.allocate(ANSWER.length());
            while (start.hasRemaining() && wire.read(start) >= 0) {
                // An answer may come in pieces.
            }
            return new String(start.array(), 0, start.position(), StandardCharsets.US_ASCII).equals(ANSWER);
        } catch (IOException unreachable) {
            return false;
        }
    }
}
