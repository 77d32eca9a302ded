package io.caisson.server.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a unix socket's path when a listener opens there, and when it closes. */
class UnixListenerTest {
    @TempDir
    Path folder;

    private Listener open(Path path) throws IOException {
        return Listener.open(new ListenerSpec(
                "test", UnixDomainSocketAddress.of(path), PosixFilePermissions.fromString("rw-rw----")));
    }

    @Test
    void makes_the_socket_with_its_rights_and_removes_it() throws IOException {
        Path path = folder.resolve("a.sock");
        try (Listener listener = open(path)) {
            assertThat(listener.name()).isEqualTo("test");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(client.isConnected()).isTrue();
            }
        }
        assertThat(path).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refuses_a_socket_on_which_somebody_listens_and_leaves_it_alone() throws IOException {
        Path path = folder.resolve("a.sock");
        try (Listener first = open(path)) {
            assertThatThrownBy(() -> open(path))
                    .isInstanceOf(BindFault.class)
                    .hasMessageContaining("another process listens on `" + path + "`");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(client.isConnected()).isTrue();
            }
            assertThat(first.channel().isOpen()).isTrue();
        }
    }

    @Test
    void replaces_a_socket_that_nobody_listens_on() throws IOException {
        Path path = folder.resolve("a.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (Listener listener = open(path);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(listener.channel().isOpen()).isTrue();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void refuses_what_is_no_socket_and_a_folder_that_is_not_there() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> open(file)).hasMessageContaining("exists and is no socket");
        assertThat(file).hasContent("precious");
        assertThatThrownBy(() -> open(folder.resolve("none/a.sock"))).hasMessageContaining("does not exist");
    }

    @Test
    void does_not_remove_a_socket_that_another_has_put_in_its_place() throws IOException {
        Path path = folder.resolve("a.sock");
        Listener first = open(path);
        Files.delete(path);
        try (Listener second = open(path)) {
            first.close();
            assertThat(path).exists();
            assertThat(second.channel().isOpen()).isTrue();
        }
    }
}
