package io.caisson.app.demo.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Closes connections whose client does not. */
final class Linger {
    private Linger() {}

    /** Closes a connection in a moment, unless the returned thread is interrupted before. */
    static Thread closeLater(SocketChannel channel) {
        return Thread.ofVirtual().name("demo-linger").start(() -> {
            try {
                Thread.sleep(Bounds.LINGER);
                channel.close();
            } catch (InterruptedException | IOException ended) {
                // The client was quicker.
            }
        });
    }
}
