package io.caisson.server.proxy;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Method;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers of our own: refusals in the listener's words, and faults of the engine's side. */
final class Replies {
    private Replies() {}

    /** A refusal, in the words of the listener's policy. */
    static void refusal(Exchange exchange, Reason reason, @Nullable String message) {
        write(
                exchange.loop,
                exchange.record.number(),
                reason,
                message,
                exchange.keepAlive,
                exchange.method == Method.HEAD);
        exchange.record.answered(reason.status());
        exchange.toClient(exchange.loop.headBuffer());
    }

    /** Writes a refusal into the loop's head writer. */
    static void write(
            EventLoop loop, long number, Reason reason, @Nullable String message, boolean keepAlive, boolean headOnly) {
        String text = "caisson: " + (message != null ? message : reason.sentence()) + " (" + reason.code() + ")";
        byte[] body = ("{\"message\":\"" + text + "\"}\n").getBytes(StandardCharsets.UTF_8);
        ByteWriter out = loop.headWriter.clear();
        out.ascii("HTTP/1.1 ").decimal(reason.status()).ascii(" Refused\r\nContent-Type: application/json\r\n");
        out.ascii("Content-Length: ").decimal(body.length).ascii("\r\n");
        if (!keepAlive) {
            out.ascii("Connection: close\r\n");
        }
        out.ascii("\r\n");
        if (!headOnly) {
            out.put(body);
        }
    }
}
