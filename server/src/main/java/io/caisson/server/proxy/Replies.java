package io.caisson.server.proxy;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Method;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers of our own: refusals in the listener's words, and faults of the engine's side. */
final class Replies {
    private static final byte[] ACL_METHOD =
            "400 Bad request ; only GET allowed.\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACL_PATH = "404 page not found\n".getBytes(StandardCharsets.US_ASCII);

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
        end(out, body, keepAlive, headOnly);
    }

    /**
     * A refusal as docker-proxy-acl words it.
     *
     * @param opensGet whether the path would have been served with the method GET
     */
    static void proxyAcl(Exchange exchange, boolean opensGet) {
        int status = opensGet ? 400 : 404;
        byte[] body = opensGet ? ACL_METHOD : ACL_PATH;
        ByteWriter out = exchange.loop.headWriter.clear();
        out.ascii("HTTP/1.1 ").decimal(status).ascii(opensGet ? " Bad Request\r\n" : " Not Found\r\n");
        out.ascii("Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n");
        end(out, body, exchange.keepAlive, exchange.method == Method.HEAD);
        exchange.record.answered(status);
        exchange.toClient(exchange.loop.headBuffer());
    }

    private static void end(ByteWriter out, byte[] body, boolean keepAlive, boolean headOnly) {
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
