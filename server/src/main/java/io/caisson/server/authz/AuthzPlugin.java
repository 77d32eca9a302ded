package io.caisson.server.authz;

import io.caisson.core.audit.AuditEvent;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonWriter;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.reason.Reason;
import io.caisson.server.listener.Listener;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.proxy.PolicySource;
import io.caisson.server.telemetry.Recorder;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authorization plugin on a socket: the engine asks it before it does anything. One thread a connection; the engine
 * opens few. A fault of ours is a denial, for the engine takes every other answer for one too.
 */
public final class AuthzPlugin implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 256;
    /** A body of 1 MiB in Base64, and the head and certificates of a request beside it. */
    private static final JsonLimits MESSAGE = new JsonLimits(4 << 20, 64, 131_072, 64);

    private static final String ACTIVATE = "/Plugin.Activate";
    private static final String REQUEST = "/AuthZPlugin.AuthZReq";
    private static final String RESPONSE = "/AuthZPlugin.AuthZRes";
    /** Far from those of the gate, so that no two exchanges have the same. */
    private static final long FIRST_NUMBER = 1L << 40;

    private final Listener listener;
    private final PluginJudge judge;
    private final Recorder recorder;
    private final ExchangeIds ids;
    private final AtomicLong numbers = new AtomicLong(FIRST_NUMBER);
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);

    private AuthzPlugin(Listener listener, PluginJudge judge, Recorder recorder, ExchangeIds ids) {
        this.listener = listener;
        this.judge = judge;
        this.recorder = recorder;
        this.ids = ids;
    }

    /**
     * Opens the socket and begins to answer.
     *
     * @param spec where the engine finds it
     * @param policies what judges
     * @param engine which is asked for objects, and asks about that in turn
     * @param certificates from a request to its caller's certificate, where the engine asked for one
     * @param recorder this plugin's own
     */
    public static AuthzPlugin open(
            ListenerSpec spec,
            PolicySource policies,
            Engine engine,
            Function<String, Optional<PeerCertificate>> certificates,
            Recorder recorder,
            ExchangeIds ids)
            throws IOException {
        Listener listener = Listener.open(spec);
        PluginJudge judge = new PluginJudge(
                spec.name(), policies, engine, request -> request.certificate().flatMap(certificates));
        AuthzPlugin plugin = new AuthzPlugin(listener, judge, recorder, ids);
        Thread.ofPlatform().name("caisson-authz").daemon().start(plugin::accept);
        return plugin;
    }

    private void accept() {
        while (true) {
            SocketChannel channel;
            try {
                channel = listener.channel().accept();
            } catch (IOException closed) {
                return;
            }
            connections.acquireUninterruptibly();
            Thread.ofVirtual().name("caisson-authz").start(() -> serve(channel));
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            PluginWire wire = new PluginWire(channel, MESSAGE.bytesMax());
            for (PluginWire.Message message = wire.next(); message != null; message = wire.next()) {
                wire.answer(JsonWriter.write(answer(message)));
            }
        } catch (IOException gone) {
            // The engine asks again on another connection.
        } finally {
            connections.release();
        }
    }

    private Json answer(PluginWire.Message message) {
        return switch (message.path()) {
            case ACTIVATE -> members("Implements", new Json.Array(List.of(new Json.Text("authz"))));
            case REQUEST -> verdict(asked(message.body()));
            // What the engine answers was decided when it was asked.
            case RESPONSE -> verdict(null);
            default -> members("Err", new Json.Text("no method of an authorization plugin has this path"));
        };
    }

    /** Why it is refused, or null. */
    private @Nullable String asked(byte[] body) {
        AuditEvent event = new AuditEvent();
        event.timeMillis = System.currentTimeMillis();
        event.exchange = numbers.incrementAndGet();
        long start = System.nanoTime();
        String refusal;
        try {
            PluginRequest request = read(body);
            if (request != null && judge.isOwn(request)) {
                return null;
            }
            if (request == null) {
                event.reason = Reason.BODY_NOT_JSON;
                refusal = "the engine's question cannot be read";
            } else {
                refusal = judge.judge(request, event);
            }
        } catch (RuntimeException bug) {
            event.reason = Reason.INTERNAL_ERROR;
            event.detail = bug.toString();
            refusal = Reason.INTERNAL_ERROR.sentence();
        }
        event.allowed = refusal == null;
        event.durationNanos = System.nanoTime() - start;
        synchronized (recorder) {
            recorder.exchangeEnded(event);
            recorder.flush();
        }
        return refusal == null ? null : told(refusal, event);
    }

    private static @Nullable PluginRequest read(byte[] body) {
        if (StrictJson.read(body, MESSAGE) instanceof Read.Value<Json>(Json json)) {
            try {
                return PluginRequest.of(json);
            } catch (IllegalArgumentException malformed) {
                return null;
            }
        }
        return null;
    }

    private String told(String refusal, AuditEvent event) {
        ByteWriter id = new ByteWriter(32);
        ids.write(id, event.exchange);
        String code = event.reason == null ? "" : event.reason.code() + ", ";
        return refusal + " (" + code + "exchange " + id + ")";
    }

    private static Json verdict(@Nullable String refusal) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("Allow", new Json.Bool(refusal == null));
        if (refusal != null) {
            members.put("Msg", new Json.Text(refusal));
        }
        return new Json.Members(members);
    }

    private static Json members(String name, Json value) {
        return new Json.Members(Map.of(name, value));
    }

    /** Stops answering; an engine that still asks is refused by itself. */
    @Override
    public void close() {
        listener.close();
    }
}
