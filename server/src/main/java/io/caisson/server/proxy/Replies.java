package io.caisson.server.proxy;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Method;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers of our own: refusals in the listener's words, and faults of the engine's side. */
final class Replies {
    private static final String HEX = "0123456789abcdef";
    private static final byte[] ACL_METHOD =
            "400 Bad request ; only GET allowed.\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACL_PATH = "404 page not found\n".getBytes(StandardCharsets.US_ASCII);

    private Replies() {}

    /** A refusal; a null message stands for the reason's own sentence. */
    static void refusal(Exchange exchange, Reason reason, @Nullable String message) {
        refusal(exchange, reason, message, null);
    }

    /** A refusal with a header field more, or none; a path in it is of this server. */
    static void refusal(Exchange exchange, Reason reason, @Nullable String message, @Nullable String field) {
        write(exchange.loop, exchange.record.number(), reason, message, field, exchange.keepAlive, exchange.method);
        exchange.record.answered(reason.status());
        exchange.toClient(exchange.loop.headBuffer());
    }

    /**
     * Writes a refusal into the loop's head writer. Messages are our own text, and the operator's where they quote
     * rules.
     */
    static void write(
            EventLoop loop,
            long number,
            Reason reason,
            @Nullable String message,
            @Nullable String field,
            boolean keepAlive,
            Method method) {
        ByteWriter body = loop.bodyWriter.clear().ascii("{\"message\":\"caisson: ");
        quote(body, message != null ? message : reason.sentence());
        body.ascii(" (").ascii(reason.code()).ascii(", exchange ");
        loop.exchangeIds.write(body, number);
        body.ascii(")\"}\n");
        ByteWriter out = loop.headWriter.clear();
        out.ascii("HTTP/1.1 ").decimal(reason.status()).ascii(" Refused\r\nContent-Type: application/json\r\n");
        if (field != null) {
            out.ascii(field).ascii("\r\n");
        }
        end(out, body.bytes(), body.length(), keepAlive, method);
    }

    /** Writes the inside of a JSON string. */
    private static void quote(ByteWriter out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.put('\\').put(c);
            } else if (c >= ' ' && c < 0x7f) {
                out.put(c);
            } else {
                out.put('\\').put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.put(HEX.charAt(c >> shift & 15));
                }
            }
        }
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
        end(out, body, body.length, exchange.keepAlive, exchange.method);
        exchange.record.answered(status);
        exchange.toClient(exchange.loop.headBuffer());
    }

    /** The engine's own words, in JSON, where it was asked for an object and does not have it. */
    static void engineAnswer(Exchange exchange, int status, byte[] body) {
        ByteWriter out = exchange.loop.headWriter.clear();
        out.ascii("HTTP/1.1 ").decimal(status).ascii(" Refused\r\nContent-Type: application/json\r\n");
        end(out, body, body.length, exchange.keepAlive, exchange.method);
        exchange.record.answered(status);
        exchange.toClient(exchange.loop.headBuffer());
    }

    private static void end(ByteWriter out, byte[] body, int length, boolean keepAlive, Method method) {
        out.ascii("Content-Length: ").decimal(length).ascii("\r\n");
        if (!keepAlive) {
            out.ascii("Connection: close\r\n");
        }
        out.ascii("\r\n");
        if (method != Method.HEAD) {
            out.put(body, 0, length);
        }
    }
}
