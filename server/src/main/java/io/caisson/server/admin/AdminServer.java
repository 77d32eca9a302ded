package io.caisson.server.admin;

import io.caisson.server.listener.BindFault;
import io.caisson.server.telemetry.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics ({@code /metrics}), health ({@code /health}: the process answers, and which policies are
 * in force) and readiness ({@code /ready}: clients can
 * be served) over HTTP. It shares nothing with the listeners of clients: one thread accepts, and each connection has a
 * thread of its own for its one request, so that a slow asker or a slow engine holds up nobody else.
 */
public final class AdminServer implements AutoCloseable {
    /** Most open connections; more are closed at once. */
    static final int CONNECTIONS_MAX = 64;

    /** From this age on, in seconds, a connection has to make room for others. */
    static final int CONNECTION_SECONDS_MAX = 5;

    private static final int BACKLOG = 64;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    /** How long nothing is accepted after a failure. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final ServerSocketChannel channel;
    private final Metrics metrics;
    private final Readiness readiness;
    private final @Nullable PolicyState policies;
    private final Deque<AdminConnection> connections = new ArrayDeque<>();

    private AdminServer(
            ServerSocketChannel channel, Metrics metrics, Readiness readiness, @Nullable PolicyState policies) {
        this.channel = channel;
        this.metrics = metrics;
        this.readiness = readiness;
        this.policies = policies;
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
        AdminServer admin = new AdminServer(open(host, port), metrics, readiness, policies);
        Thread thread = new Thread(admin::accept, "caisson-admin");
        thread.setDaemon(true);
        thread.start();
        return admin;
    }

    private static ServerSocketChannel open(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        String name = "cannot serve metrics and readiness on `tcp://" + host + ":" + port + "`: ";
        if (address.isUnresolved()) {
            throw new BindFault(name + "the name cannot be looked up");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(address, BACKLOG);
        } catch (IOException fault) {
            channel.close();
            throw new BindFault(name + fault.getMessage());
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException closed) {
            throw new IllegalStateException("the address is closed", closed);
        }
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                take(channel.accept());
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException | OutOfMemoryError fault) {
                // No descriptor or no thread to be had: a moment later there may be.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void take(SocketChannel client) throws IOException {
        AdminConnection connection = new AdminConnection(this, client, metrics, readiness, policies);
        if (!add(connection)) {
            client.close();
            return;
        }
        Thread thread = new Thread(connection, "caisson-admin-answer");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            connection.close();
            throw noThread;
        }
    }

    /** Makes room by closing those that take too long; only newcomers need it, so that no clock has to watch them. */
    private synchronized boolean add(AdminConnection connection) {
        long now = System.nanoTime();
        while (!connections.isEmpty()
                && now - connections.getFirst().since() > CONNECTION_SECONDS_MAX * NANOS_PER_SECOND) {
            connections.removeFirst().close();
        }
        return connections.size() < CONNECTIONS_MAX && connections.add(connection);
    }

    synchronized void remove(AdminConnection connection) {
        connections.remove(connection);
    }

    /** Closes the address and every connection at once. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing is left to do.
        }
        synchronized (this) {
            connections.forEach(AdminConnection::close);
            connections.clear();
        }
    }
}
