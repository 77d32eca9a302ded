package io.caisson.server.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.caisson.server.listener.BindFault;
import io.caisson.server.telemetry.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics ({@code /metrics}), health ({@code /health}: the process answers, and
 * which policies are in force) and readiness ({@code /ready}: clients can
 * be served) over HTTP, on the JDK's own server. It shares nothing with the listeners of clients.
 */
public final class AdminServer implements AutoCloseable {
    /** Most open connections; more are closed at once. */
    static final int CONNECTIONS_MAX = 64;

    /** Longest time for a request to arrive, in seconds. */
    static final int REQUEST_SECONDS_MAX = 5;

    /** Longest time for an answer to be taken, in seconds. */
    static final int ANSWER_SECONDS_MAX = 10;

    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Metrics metrics;
    private final Readiness readiness;
    private final @Nullable PolicyState policies;
    private final Object scrape = new Object();

    private AdminServer(HttpServer server, Metrics metrics, Readiness readiness, @Nullable PolicyState policies) {
        this.server = server;
        this.metrics = metrics;
        this.readiness = readiness;
        this.policies = policies;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    /** Opens the address with a readiness that has no reason to give; see the other method. */
    public static AdminServer start(String host, int port, Metrics metrics, BooleanSupplier ready) throws IOException {
        return start(host, port, metrics, (Readiness)
                () -> ready.getAsBoolean() ? Optional.empty() : Optional.of("the engine does not answer"));
    }

    /** Opens the address where no policy comes from a file; see the other method. */
    public static AdminServer start(String host, int port, Metrics metrics, Readiness readiness) throws IOException {
        return start(host, port, metrics, readiness, null);
    }

    /**
     * Opens the address and begins to answer.
     *
     * @param port 0 is any free one
     * @param policies which policies are in force where they come from files, or null
     * @throws IOException when the address cannot be opened
     */
    public static AdminServer start(
            String host, int port, Metrics metrics, Readiness readiness, @Nullable PolicyState policies)
            throws IOException {
        // The JDK's server reads its bounds from here, once, before the first server is made.
        bound("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
        bound("sun.net.httpserver.maxReqTime", REQUEST_SECONDS_MAX);
        bound("sun.net.httpserver.maxRspTime", ANSWER_SECONDS_MAX);
        HttpServer server = open(host, port);
        AdminServer admin = new AdminServer(server, metrics, readiness, policies);
        server.setExecutor(admin.threads);
        server.createContext("/", admin::answer);
        server.start();
        return admin;
    }

    private static HttpServer open(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        String name = "cannot serve metrics and readiness on `tcp://" + host + ":" + port + "`: ";
        if (address.isUnresolved()) {
            throw new BindFault(name + "the name cannot be looked up");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (IOException fault) {
            throw new BindFault(name + fault.getMessage());
        }
    }

    private static void bound(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = String.valueOf(exchange.getRequestURI().getRawPath());
            String method = exchange.getRequestMethod();
            if (!path.equals("/metrics") && !path.equals("/health") && !path.equals("/ready")) {
                send(exchange, 404, JSON, json("not found", "there are /metrics, /health and /ready"));
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, JSON, json("not allowed", "only GET and HEAD are answered here"));
            } else if (path.equals("/metrics")) {
                metrics(exchange);
            } else if (path.equals("/health")) {
                send(exchange, 200, JSON, health());
            } else {
                Optional<String> problem = readiness.problem();
                send(
                        exchange,
                        problem.isEmpty() ? 200 : 503,
                        JSON,
                        json(problem.isEmpty() ? "ready" : "not ready", problem.orElse("")));
            }
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

    private void metrics(HttpExchange exchange) throws IOException {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        ByteArrayOutputStream text = new ByteArrayOutputStream(32 << 10);
        // One at a time, so that many scrapers at once need no more memory than one.
        synchronized (scrape) {
            metrics.write(accept, text);
        }
        send(exchange, 200, metrics.contentType(accept), text.toByteArray());
    }

    private static byte[] json(String status, String message) {
        String more = message.isEmpty() ? "" : ",\"message\":\"" + message + "\"";
        return ("{\"status\":\"" + status + "\"" + more + "}\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Closes the address and every connection at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
