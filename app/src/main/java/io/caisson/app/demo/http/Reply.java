package io.caisson.app.demo.http;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request. Exactly one of its answering methods is called, by the thread that handles the request.
 */
public final class Reply {
    public static final String JSON = "application/json";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private final SocketChannel channel;
    private final WireInput input;
    private final WireOutput output;
    private final InstantSource clock;
    private final boolean http11;
    private final boolean bodiless;
    private final boolean keepAlive;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable ChunkedOutput chunks;
    private final Departure departure = new Departure();
    private boolean started;
    private boolean closing;
    private boolean hijacked;

    Reply(SocketChannel channel, WireInput input, WireOutput output, InstantSource clock, Request request) {
        this.channel = channel;
        this.input = input;
        this.output = output;
        this.clock = clock;
        this.http11 = request.http11();
        this.bodiless = request.method().equals("HEAD");
        this.keepAlive = request.keepAlive();
    }

    /** Sets a header of the answer to come. */
    public Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Answers with a document. */
    public void json(int status, @Nullable Object tree) throws IOException {
        body(status, JSON, Json.write(tree));
    }

    /** Answers with the engine's error document. */
    public void error(int status, String message) throws IOException {
        json(status, new JsonObject().put("message", message));
    }

    public void text(int status, String text) throws IOException {
        body(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers without a body. */
    public void empty(int status) throws IOException {
        boolean neverHasBody = status == 204 || status == 304;
        if (!neverHasBody) {
            headers.put("Content-Length", "0");
        }
        head(status);
        output.flush();
    }

    private void body(int status, String contentType, byte[] body) throws IOException {
        headers.put("Content-Type", contentType);
        if (body.length <= Bounds.LENGTH_BYTES_MAX || !http11 || bodiless) {
            headers.put("Content-Length", Integer.toString(bodiless ? 0 : body.length));
            head(status);
            if (!bodiless) {
                output.write(body);
            }
        } else {
            headers.put("Transfer-Encoding", "chunked");
            head(status);
            ChunkedOutput whole = new ChunkedOutput(output);
            whole.write(body);
            whole.end();
        }
        output.flush();
    }

    /**
     * Answers with a body that comes into being while it is sent. The head goes out now; every write is sent at once.
     * What the body has to wait for is awaited by {@link #await}.
     */
    public OutputStream stream(int status, String contentType) throws IOException {
        headers.put("Content-Type", contentType);
        OutputStream body = output;
        if (http11) {
            headers.put("Transfer-Encoding", "chunked");
            ChunkedOutput chunked = new ChunkedOutput(output);
            chunks = chunked;
            body = chunked;
        } else {
            closing = true;
        }
        head(status);
        output.flush();
        input.watch(departure::happens);
        return body;
    }

    /** Something that a streamed body waits for. */
    @FunctionalInterface
    public interface Wait<T> {
        T get() throws InterruptedException;
    }

    /**
     * Waits for more of a streamed body.
     *
     * @throws InterruptedException when the client has ended its side
     */
    public <T> T await(Wait<T> wait) throws InterruptedException {
        return departure.orAwait(wait);
    }

    /**
     * Turns the connection into a raw stream.
     *
     * @param upgraded whether the client asked for an upgrade and gets 101; else it gets 200
     */
    public RawStream hijack(boolean upgraded, String contentType) throws IOException {
        started = true;
        hijacked = true;
        StringBuilder head = new StringBuilder(upgraded ? "HTTP/1.1 101 UPGRADED\r\n" : "HTTP/1.1 200 OK\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        if (upgraded) {
            head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        }
        headers.forEach((name, value) -> field(head, name, value));
        send(head.append("\r\n"));
        output.flush();
        return new RawStream(channel, input, output);
    }

    /** Refuses a hijack as the engine's attach does: text on a connection that it has taken over already. */
    public void refuseHijack(int status, String contentType, String text) throws IOException {
        started = true;
        hijacked = true;
        send(new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(phrase(status))
                .append("\r\nContent-Type: ")
                .append(contentType)
                .append("\r\n\r\n")
                .append(text)
                .append("\r\n"));
        output.flush();
    }

    /** Drops the headers set so far; a hijacked attach carries none of the engine's. */
    public Reply withoutHeaders() {
        headers.clear();
        return this;
    }

    public boolean started() {
        return started;
    }

    boolean hijacked() {
        return hijacked;
    }

    /** Ends a streamed body. */
    void finish() throws IOException {
        if (chunks != null) {
            chunks.end();
        }
        output.flush();
    }

    /** Whether the connection can carry another request after this answer. */
    boolean keepsConnection() {
        return keepAlive && !closing && !hijacked;
    }

    private void head(int status) throws IOException {
        started = true;
        StringBuilder head = new StringBuilder(http11 ? "HTTP/1.1 " : "HTTP/1.0 ");
        head.append(status).append(' ').append(phrase(status)).append("\r\n");
        headers.forEach((name, value) -> field(head, name, value));
        field(head, "Date", DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
        if (http11 && !keepsConnection()) {
            field(head, "Connection", "close");
        } else if (!http11 && keepsConnection()) {
            field(head, "Connection", "keep-alive");
        }
        send(head.append("\r\n"));
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private void send(StringBuilder head) throws IOException {
        output.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
