package io.caisson.server.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose socket files and the folders made for them are. */
class OwnershipTest {
    @TempDir
    private Path folder;

    private Listener open(Path path, String mode, Optional<String> owner, Optional<String> group) throws IOException {
        SocketRights rights = new SocketRights(PosixFilePermissions.fromString(mode), owner, group, true);
        return Listener.open(new ListenerSpec("test", UnixDomainSocketAddress.of(path), rights, null));
    }

    @Test
    void gives_the_socket_to_a_user_and_a_group_by_name_or_number() throws Exception {
        Path path = folder.resolve("a.sock");
        Object user = Files.getAttribute(folder, "unix:uid");
        Object group = Files.getAttribute(folder, "unix:gid");
        String name = Files.getOwner(folder).getName();
        for (String owner : new String[] {name, user.toString()}) {
            try (Listener listener = open(path, "rw-rw----", Optional.of(owner), Optional.of(group.toString()))) {
                assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(user);
                assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(group);
                assertThat(listener.name()).isEqualTo("test");
            }
        }
    }

    @Test
    void names_who_is_not_known_and_leaves_nothing_behind() throws Exception {
        Path path = folder.resolve("made/a.sock");
        assertThatThrownBy(() -> open(path, "rw-rw----", Optional.empty(), Optional.of("no-such-group")))
                .isInstanceOf(BindFault.class)
                .hasMessageContaining("`no-such-group`, whom this system does not know; write its number");
        assertThat(folder).isEmptyDirectory();
        Path here = folder.resolve("a.sock");
        assertThatThrownBy(() -> open(here, "rw-rw----", Optional.of("no-such-user"), Optional.empty()))
                .isInstanceOf(BindFault.class)
                .hasMessageContaining("`no-such-user`");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"rw-------, rwx------", "rw-rw----, rwxr-x---", "rw-rw-rw-, rwxr-xr-x"})
    void makes_a_folder_that_those_may_pass_who_may_connect_and_nobody_else_may_change(String mode, String made)
            throws Exception {
        Path path = folder.resolve("above/made/a.sock");
        try (Listener listener = open(path, mode, Optional.empty(), Optional.empty())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                    .isEqualTo(made);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(mode);
            assertThat(listener.channel().isOpen()).isTrue();
        }
    }
}
