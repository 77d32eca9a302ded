package io.caisson.server.admin;

import io.caisson.server.listener.Listener;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final List<Listener> listeners;
    private final List<Engine> engines;
    private boolean answered;
    private long answeredNanos;
    private boolean asked;
    private @Nullable Thread asking;

    public GateReadiness(List<Listener> listeners, Engine engine) {
        this(listeners, List.of(engine));
    }

    /** The same with several engines, which all have to answer. */
    public GateReadiness(List<Listener> listeners, List<Engine> engines) {
        this.listeners = List.copyOf(listeners);
        this.engines = List.copyOf(engines);
    }

    @Override
    public Optional<String> problem() {
        for (Listener listener : listeners) {
            if (!listener.channel().isOpen()) {
                return Optional.of("the listeners are closed");
            }
        }
        return engineAnswers() ? Optional.empty() : Optional.of("the engine does not answer");
    }

    private synchronized boolean engineAnswers() {
        if (!asked || System.nanoTime() - answeredNanos >= ANSWER_AGE_MAX.toNanos()) {
            answered = true;
            for (Engine engine : engines) {
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
        try (SocketChannel channel = engine.open()) {
            AtomicBoolean answer = new AtomicBoolean();
            Thread thread = new Thread(() -> answer.set(answers(engine, channel)), "caisson-readiness");
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

    private static boolean answers(Engine engine, SocketChannel channel) {
        try {
            channel.connect(engine.resolved());
            ByteBuffer request = ByteBuffer.wrap(PROBE);
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteBuffer start = ByteBuffer.allocate(ANSWER.length());
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // An answer may come in pieces.
            }
            return new String(start.array(), 0, start.position(), StandardCharsets.US_ASCII).equals(ANSWER);
        } catch (IOException unreachable) {
            return false;
        }
    }
}
