package io.caisson.server.proxy;

import io.caisson.core.http.Method;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Reception;
import io.caisson.server.listener.Listener;
import io.caisson.server.tls.ServerTls;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Step 1: accepts connections on one loop, deals them out to all, and turns away what is over the limit. */
final class Acceptor implements ReadyHandler, Runnable {
    /** Accepted at once before other connections get their turn. */
    private static final int BATCH = 64;
    /** How long nothing is accepted after a failure. */
    private static final long PAUSE_NANOS = 100_000_000;
    /** Failures are logged at most this often. */
    private static final long WARNING_NANOS = 10_000_000_000L;

    private final Listener listener;
    private volatile Door door;
    private final List<EventLoop> loops;
    private final AtomicInteger open;
    private @Nullable SelectionKey key;
    private long warnedAt = System.nanoTime() - WARNING_NANOS;
    private int next;

    Acceptor(Listener listener, Door door, List<EventLoop> loops, AtomicInteger open) {
        this.listener = listener;
        this.door = door;
        this.loops = List.copyOf(loops);
        this.open = open;
    }

    Listener listener() {
        return listener;
    }

    /** What comes from now on goes through another door on the same socket. */
    void use(Door newDoor) {
        door = newDoor;
    }

    /** Begins to accept, on the first loop's thread. */
    void start() throws IOException {
        key = loops.getFirst().register(listener.channel(), SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void onReady(int operations) {
        for (int i = 0; i < BATCH; i++) {
            try {
                SocketChannel channel = listener.channel().accept();
                if (channel == null) {
                    return;
                }
                take(channel);
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException fault) {
                pause(fault);
                return;
            }
        }
    }

    /**
     * Out of descriptors, most likely: the queue stays ready, so that to be told of it again at once would help nobody.
     * What is done here must load no class, as files cannot be opened either.
     */
    private void pause(IOException fault) {
        SelectionKey current = key;
        if (current != null && current.isValid()) {
            loops.getFirst().deadlines.in(PAUSE_NANOS, this);
            current.interestOps(0);
        }
        long now = System.nanoTime();
        if (now - warnedAt >= WARNING_NANOS) {
            warnedAt = now;
            Faults.warning("cannot accept on `" + listener.name() + "`: " + fault.getMessage());
        }
    }

    /** Accepts again. */
    @Override
    public void run() {
        SelectionKey current = key;
        if (current != null && current.isValid()) {
            current.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void take(SocketChannel channel) {
        EventLoop own = loops.getFirst();
        if (open.incrementAndGet() > own.limits.connectionsMax()) {
            open.decrementAndGet();
            turnAway(own, channel);
            return;
        }
        Door through = door;
        EventLoop loop = loops.get(next);
        next = next + 1 == loops.size() ? 0 : next + 1;
        if (loop == own) {
            open(loop, channel, through);
        } else {
            loop.execute(() -> open(loop, channel, through));
        }
    }

    private void open(EventLoop loop, SocketChannel channel, Door through) {
        ServerTls tls = through.listener().tls();
        if (tls != null && !tls.workers().enter()) {
            open.decrementAndGet();
            turnAway(loop, channel);
            return;
        }
        try {
            Principal principal = listener.principal(channel);
            ClientRules rules = through.policies().clients();
            Reception reception = through.reception();
            if (rules == null || reception == null) {
                Arrival.of(loop, channel, principal, through, open);
            } else {
                reception
                        .callers()
                        .identify(
                                channel,
                                principal,
                                rules,
                                known -> loop.execute(() -> open(loop, channel, through, known)));
            }
        } catch (IOException | RuntimeException gone) {
            lost(channel, through);
        }
    }

    private void open(EventLoop loop, SocketChannel channel, Door through, Principal known) {
        try {
            Arrival.of(loop, channel, known, through, open);
        } catch (IOException | RuntimeException gone) {
            lost(channel, through);
        }
    }

    /** A connection is gone before anything came of it. */
    private void lost(SocketChannel channel, Door through) {
        open.decrementAndGet();
        ServerTls tls = through.listener().tls();
        if (tls != null) {
            tls.workers().leave();
        }
        ChannelTransport.closeQuietly(channel);
    }

    /** Says why in one answer and closes; what the client sent does not matter, and the refusal is recorded. */
    private void turnAway(EventLoop loop, SocketChannel channel) {
        try (channel) {
            ExchangeRecord record = new ExchangeRecord(listener.principal(channel));
            record.beginUnread(loop);
            record.refused(Reason.TOO_MANY_CONNECTIONS, null);
            record.answered(Reason.TOO_MANY_CONNECTIONS.status());
            record.write(loop, 0);
            if (door.listener().tls() != null) {
                // Without a handshake, which is what there is no room for, nothing can be said.
                return;
            }
            channel.configureBlocking(false);
            Replies.write(loop, record.number(), Reason.TOO_MANY_CONNECTIONS, null, null, false, Method.OTHER);
            channel.write(loop.headBuffer());
            channel.shutdownOutput();
            // Closing a socket with unread bytes may take the answer back, and a request is usually there already.
            channel.read(loop.readBuffer.clear());
        } catch (IOException gone) {
            // The client did not wait for it.
        }
    }
}
