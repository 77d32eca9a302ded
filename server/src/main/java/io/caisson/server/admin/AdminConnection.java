package io.caisson.server.admin;

import io.caisson.core.http.ByteWriter;
import io.caisson.server.telemetry.Metrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection to the admin address: one request, one answer, and its end. */
final class AdminConnection implements Runnable {
    private static final int HEAD_BYTES_MAX = 8 << 10;
    /** What is read away behind a request, so that closing does not take back the answer. */
    private static final int IGNORED_BYTES_MAX = 64 << 10;

    private static final String JSON = "application/json";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final AdminServer server;
    private final SocketChannel channel;
    private final Metrics metrics;
    private final Readiness readiness;
    private final @Nullable PolicyState policies;
    private final long since = System.nanoTime();
    private final ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES_MAX);

    AdminConnection(
            AdminServer server,
            SocketChannel channel,
            Metrics metrics,
            Readiness readiness,
            @Nullable PolicyState policies) {
        this.server = server;
        this.channel = channel;
        this.metrics = metrics;
        this.readiness = readiness;
        this.policies = policies;
    }

    /** The {@link System#nanoTime} at which it was accepted. */
    long since() {
        return since;
    }

    @Override
    public void run() {
        try {
            answer(readHead());
            channel.shutdownOutput();
            for (int ignored = 0, count = 0; count >= 0 && ignored < IGNORED_BYTES_MAX; ignored += count) {
                count = channel.read(buffer.clear());
            }
        } catch (IOException gone) {
            // Nobody is left to answer.
        } finally {
            close();
            server.remove(this);
        }
    }

    /** The request line and the fields; empty when there are too many of them. */
    private String readHead() throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("it left before it had asked");
            }
            String head = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            int end = head.indexOf(END_OF_HEAD);
            if (end >= 0) {
                return head.substring(0, end + 2);
            }
        }
        return "";
    }

    private void answer(String head) throws IOException {
        String line = head.substring(0, Math.max(head.indexOf('\r'), 0));
        int target = line.indexOf(' ') + 1;
        int version = line.indexOf(' ', target);
        if (target < 2 || version < 0 || !line.startsWith("HTTP/1.", version + 1)) {
            send(true, "400 Bad Request", JSON, json("not understood", "write GET, a path and HTTP/1.1"));
            return;
        }
        String method = line.substring(0, target - 1);
        String path = line.substring(target, version);
        int query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        boolean withBody = !method.equals("HEAD");
        if (!path.equals("/metrics") && !path.equals("/health") && !path.equals("/ready")) {
            send(withBody, "404 Not Found", JSON, json("not found", "there are /metrics, /health and /ready"));
        } else if (withBody && !method.equals("GET")) {
            send(
                    true,
                    "405 Method Not Allowed\r\nAllow: GET, HEAD",
                    JSON,
                    json("not allowed", "only GET and HEAD are answered here"));
        } else if (path.equals("/metrics")) {
            String accept = field(head, "\r\naccept:");
            send(withBody, "200 OK", metrics.contentType(accept), metrics.text(accept));
        } else if (path.equals("/health")) {
            send(withBody, "200 OK", JSON, health());
        } else {
            Optional<String> problem = readiness.problem();
            send(
                    withBody,
                    problem.isEmpty() ? "200 OK" : "503 Service Unavailable",
                    JSON,
                    json(problem.isEmpty() ? "ready" : "not ready", problem.orElse("")));
        }
    }

    /** A process whose files hold a problem is healthy, as it serves as before; but it says so. */
    private byte[] health() {
        PolicyState state = policies;
        if (state == null) {
            return json("alive", "");
        }
        String problem = state.problem()
                .map(text -> ",\"problem\":\"" + escaped(text) + "\"")
                .orElse("");
        return ("{\"status\":\"alive\",\"revision\":\"" + escaped(state.revision()) + "\"" + problem + "}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The value of the first field of that name, written in lower case between line end and colon. */
    private static String field(String head, String name) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(name);
        int from = at + name.length();
        return at < 0 ? "" : head.substring(from, head.indexOf('\r', from));
    }

    private static byte[] json(String status, String message) {
        String more = message.isEmpty() ? "" : ",\"message\":\"" + message + "\"";
        return ("{\"status\":\"" + status + "\"" + more + "}\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void send(boolean withBody, String status, String type, byte[] body) throws IOException {
        ByteWriter out = new ByteWriter(body.length + 256)
                .ascii("HTTP/1.1 ")
                .ascii(status)
                .ascii("\r\nContent-Type: ")
                .ascii(type)
                .ascii("\r\nContent-Length: ")
                .decimal(body.length)
                .ascii("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
        if (withBody) {
            out.put(body);
        }
        ByteBuffer answer = ByteBuffer.wrap(out.bytes(), 0, out.length());
        while (answer.hasRemaining()) {
            channel.write(answer);
        }
    }

    /** Closes it, also under the thread that works on it. Safe to call twice. */
    void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to do.
        }
    }
}
