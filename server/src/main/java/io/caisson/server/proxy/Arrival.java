package io.caisson.server.proxy;

import io.caisson.core.identity.Principal;
import io.caisson.server.tls.ServerTls;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** The first moment of a client connection, on its loop's own thread: what it speaks decides what carries it. */
final class Arrival {
    private Arrival() {}

    /**
     * Takes over an accepted channel.
     *
     * @param open open client connections of the process, of which this is one
     */
    static void of(EventLoop loop, SocketChannel channel, Principal principal, Door door, AtomicInteger open)
            throws IOException {
        ClientSession session = new ClientSession(loop, principal, door, open);
        ServerTls tls = door.listener().tls();
        if (tls != null) {
            SecureClient.begin(session, channel, tls);
            return;
        }
        SelectionKey key = loop.register(channel, SelectionKey.OP_READ, session);
        session.attach(new ChannelTransport(channel, key));
        begin(session);
        // Bytes are usually there already: reading now saves a round through the selector.
        session.onReady(SelectionKey.OP_READ);
    }

    /** The session can be read: from here on it is one of the loop's. */
    static void begin(ClientSession session) {
        EventLoop loop = session.loop;
        loop.recorder.connections(1);
        loop.add(session);
        session.deadlineIn(loop.limits.headWait().toNanos());
    }
}
