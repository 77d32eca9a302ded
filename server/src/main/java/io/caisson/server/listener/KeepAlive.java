package io.caisson.server.listener;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * Asks the kernel to notice that the machine at the other end of a TCP connection has vanished. A stream that is silent
 * for days is as good as any, so that nothing else would ever tell.
 */
public final class KeepAlive {
    /** Silence before the first question; the system's own is two hours. */
    private static final int IDLE_SECONDS = 60;

    private static final int INTERVAL_SECONDS = 15;
    /** Questions without an answer after which the connection is given up. */
    private static final int QUESTIONS_MAX = 4;

    private KeepAlive() {}

    /** Sets the options on a TCP channel, as far as the system has them. */
    public static void apply(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, QUESTIONS_MAX);
        }
    }
}
