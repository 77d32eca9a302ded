package io.caisson.server.admin;

import com.sun.net.httpserver.HttpServer;
import io.caisson.server.telemetry.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/** Metrics, health and readiness over HTTP. */
public final class AdminServer implements AutoCloseable {
    private final HttpServer server;

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the address and begins to answer.
     *
     * @param port 0 is any free one
     * @param ready whether clients can be served now
     * @throws IOException when the address cannot be opened
     */
    public static AdminServer start(String host, int port, Metrics metrics, BooleanSupplier ready) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.start();
        return new AdminServer(server);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
