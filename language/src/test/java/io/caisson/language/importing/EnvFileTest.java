package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvFileTest {
    @Test
    void names_and_values_are_read_as_compose_reads_them() {
        assertThat(EnvFile.read("""
            # sections
            CONTAINERS=1
            export POST=0
            LOG_LEVEL="debug" # loud
            SOCKET_PATH='/run/my docker.sock'
            INFO=1 # also this
            CONTAINERS=0
            no name
            =no name either
            EMPTY=
            """))
                .containsEntry("CONTAINERS", "0")
                .containsEntry("POST", "0")
                .containsEntry("LOG_LEVEL", "debug")
                .containsEntry("SOCKET_PATH", "/run/my docker.sock")
                .containsEntry("INFO", "1")
                .containsEntry("EMPTY", "")
                .hasSize(6);
    }
}
