package io.caisson.server.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.server.upstream.Engine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/** The kernel is asked to watch TCP connections on both sides, well within minutes. */
class KeepAliveTest {
    private static void assertWatched(SocketChannel channel) throws Exception {
        assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isLessThanOrEqualTo(60);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)
                            * channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                    .isLessThanOrEqualTo(60);
        }
    }

    @Test
    void watches_clients_and_engines() throws Exception {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Listener listener = Listener.open(new ListenerSpec("tcp", any, Set.of()));
                SocketChannel client = SocketChannel.open(listener.address());
                SocketChannel accepted = listener.channel().accept();
                SocketChannel engine = new Engine(listener.address()).open()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(listener.principal(accepted).address()).startsWith("127.0.0.1:");
            assertWatched(accepted);
            assertWatched(engine);
        }
    }
}
