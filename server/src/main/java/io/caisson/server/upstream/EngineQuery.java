package io.caisson.server.upstream;

import io.caisson.core.http.Framing;
import io.caisson.core.http.Limits;
import io.caisson.core.http.Method;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.http.ResponseParser;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.server.tls.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Questions of our own to an engine, from a thread that may wait: a GET on a connection of its own, whose JSON answer
 * is read whole, within a time and a size.
 */
public final class EngineQuery {
    private static final int CHUNK_BYTES = 16 << 10;

    private final Engine engine;
    private final Duration patience;
    private final String field;

    /**
     * Prepares questions.
     *
     * @param patience longest time that one takes from the first byte to the last
     */
    public EngineQuery(Engine engine, Duration patience) {
        this(engine, patience, "");
    }

    /** The same with a header field, ended by its line end, that every question carries. */
    public EngineQuery(Engine engine, Duration patience, String field) {
        this.engine = engine;
        this.patience = patience;
        this.field = field;
    }

    /**
     * An engine's answer.
     *
     * @param status the status
     * @param body the body, or nothing where it is no JSON
     */
    public record Answer(int status, JsonPath body) {}

    /**
     * An engine's answer as it came.
     *
     * @param status the status
     * @param body the body
     */
    @SuppressWarnings("ArrayRecordComponent") // It is handed over and not compared.
    public record Raw(int status, byte[] body) {}

    /**
     * Asks.
     *
     * @param target path and query, which hold nothing that is not meant to be sent
     * @throws IOException when the engine cannot be reached, takes too long, or says what cannot be read
     */
    public Answer get(String target, JsonLimits limits) throws IOException {
        Raw raw = fetch(target, limits.bytesMax());
        return new Answer(raw.status(), json(raw.body(), limits));
    }

    /** Asks, and leaves the answer as it came. */
    public Raw fetch(String target, int bytesMax) throws IOException {
        byte[] request = ("GET " + target + " HTTP/1.0\r\nHost: docker\r\nUser-Agent: caisson\r\n" + field + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + patience.toNanos();
        ClientTls tls = engine.tls();
        if (tls != null) {
            return answer(secured(tls, request, bytesMax, deadline));
        }
        try (SocketChannel channel = engine.open();
                Selector selector = Selector.open()) {
            // A unix socket is connected at once or not at all; for TCP the system's own patience holds.
            channel.connect(engine.resolved());
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                if (channel.write(out) == 0) {
                    await(key, SelectionKey.OP_WRITE, deadline);
                }
            }
            return answer(all(channel, key, bytesMax, deadline));
        }
    }

    /** The same over TLS, on a connection that blocks; each wait is bounded by what is left of the time. */
    private byte[] secured(ClientTls tls, byte[] request, int bytesMax, long deadline) throws IOException {
        InetSocketAddress address = (InetSocketAddress) engine.address();
        try (Socket plain = new Socket()) {
            plain.connect(Engine.resolved(address), millisUntil(deadline));
            plain.setSoTimeout(millisUntil(deadline));
            try (Socket socket = tls.over(plain, address.getHostString(), address.getPort())) {
                socket.getOutputStream().write(request);
                ByteArrayOutputStream received = new ByteArrayOutputStream();
                byte[] buffer = new byte[CHUNK_BYTES];
                long whole = 0;
                while (whole <= 0 || received.size() < whole) {
                    socket.setSoTimeout(millisUntil(deadline));
                    int count = socket.getInputStream().read(buffer);
                    if (count < 0) {
                        return received.toByteArray();
                    }
                    received.write(buffer, 0, count);
                    whole = whole == 0 ? wholeLength(received.toByteArray()) : whole;
                    bounded(received.size(), bytesMax);
                }
                return received.toByteArray();
            }
        }
    }

    private static int millisUntil(long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("the engine did not answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private static void bounded(int size, int bytesMax) throws IOException {
        if (size > bytesMax + Limits.DEFAULTS.responseHeadBytesMax()) {
            throw new IOException("the engine's answer is longer than " + bytesMax + " bytes");
        }
    }

    private static void await(SelectionKey key, int operation, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        key.interestOps(operation);
        if (millis <= 0 || key.selector().select(millis) == 0 && System.nanoTime() - deadline >= 0) {
            throw new IOException("the engine did not answer in time");
        }
        key.selector().selectedKeys().clear();
    }

    /** Everything that the engine says until it closes the connection, as HTTP/1.0 has it, or until it is whole. */
    private static byte[] all(SocketChannel channel, SelectionKey key, int bytesMax, long deadline) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
        long whole = 0;
        while (true) {
            int count = channel.read(buffer.clear());
            if (count < 0) {
                return received.toByteArray();
            }
            if (count == 0) {
                await(key, SelectionKey.OP_READ, deadline);
            }
            received.write(buffer.array(), 0, count);
            whole = whole == 0 ? wholeLength(received.toByteArray()) : whole;
            if (whole > 0 && received.size() >= whole) {
                return received.toByteArray();
            }
            bounded(received.size(), bytesMax);
        }
    }

    /** How long an answer is, head and body; 0 while the head is not there, and -1 where only its end tells. */
    private static long wholeLength(byte[] bytes) {
        ResponseHead head = new ResponseHead();
        int start = new ResponseParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head);
        if (start == ResponseParser.INCOMPLETE) {
            return 0;
        }
        return start > 0 && head.framing() == Framing.LENGTH ? start + head.contentLength() : -1;
    }

    private static Raw answer(byte[] bytes) throws IOException {
        ResponseHead head = new ResponseHead();
        int start = new ResponseParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head);
        if (start < 0 || head.framing() == Framing.CHUNKED) {
            throw new IOException("the engine's answer is not valid HTTP/1.0");
        }
        head.settleFraming(Method.GET);
        int length = bytes.length - start;
        if (head.framing() == Framing.LENGTH && head.contentLength() != length) {
            throw new IOException("the engine's answer ended early");
        }
        return new Raw(head.status(), Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static JsonPath json(byte[] body, JsonLimits limits) {
        return StrictJson.read(body, limits) instanceof Read.Value<Json>(Json json)
                ? new JsonPath(json)
                : new JsonPath(new Json.Null());
    }
}
