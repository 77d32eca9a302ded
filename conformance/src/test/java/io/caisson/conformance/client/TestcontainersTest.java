package io.caisson.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@RealEngine
class TestcontainersTest {
    private final Rig rig;

    TestcontainersTest(Rig rig) {
        this.rig = rig;
    }

    @Test
    void testcontainers_starts_copies_executes_and_builds() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var result = rig.engine()
                .inNetwork(java, "-cp", System.getProperty("java.class.path"), TestcontainersProgram.class.getName())
                .with("DOCKER_HOST", rig.open().host())
                // its helper image comes from a registry that tests do not ask
                .with("TESTCONTAINERS_RYUK_DISABLED", "true")
                .with("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1")
                .run();
        assertThat(result.ok()).endsWith("testcontainers: passed");
    }
}
