package io.caisson.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DiallerTest {
    @TempDir
    Path folder;

    private final Dialler dialler = new Dialler();

    /** Dials and gives the fault, or nothing. */
    private Optional<IOException> dial(Engine engine) throws Exception {
        CompletableFuture<Optional<IOException>> result = new CompletableFuture<>();
        try (SocketChannel channel = engine.open()) {
            dialler.dial(new Dialler.Job() {
                @Override
                public SocketChannel channel() {
                    return channel;
                }

                @Override
                public void done(IOException fault) {
                    result.complete(Optional.ofNullable(fault));
                }

                @Override
                public SocketAddress address() {
                    return engine.address();
                }
            });
            return result.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void goes_on_after_a_name_that_cannot_be_looked_up() throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThat(dial(new Engine(InetSocketAddress.createUnresolved("no-such-host.invalid", 2375))))
                    .isPresent();
            assertThat(dial(new Engine(UnixDomainSocketAddress.of(socket)))).isEmpty();
        }
    }

    @Test
    void says_what_is_wrong_with_a_socket_that_is_not_there() throws Exception {
        assertThat(dial(new Engine(UnixDomainSocketAddress.of(folder.resolve("none")))))
                .isPresent();
    }
}
