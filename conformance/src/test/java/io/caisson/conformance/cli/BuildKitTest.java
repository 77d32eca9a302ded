package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Payload;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buildx with the engine's own BuildKit, over the tunnels of {@code /session} and {@code /grpc}. */
@RealEngine
@Tag("newest")
class BuildKitTest {
    private final Rig rig;
    private final Docker docker;

    @TempDir
    Path folder;

    private Payload payload;

    BuildKitTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @BeforeEach
    void context() throws Exception {
        payload = Payload.write(folder.resolve("payload"), 100);
        Files.writeString(folder.resolve("secret"), "hush");
        Files.writeString(folder.resolve(".dockerignore"), "secret\nout\n");
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM busybox:local AS work
                COPY payload /payload
                RUN --mount=type=secret,id=word,target=/word sha256sum /payload > /sum && cat /word >> /sum
                CMD ["cat", "/sum"]
                FROM scratch AS result
                COPY --from=work /sum /sum
                """);
    }

    @Test
    void a_build_takes_a_context_of_100_mib_and_a_secret_through_the_tunnel() {
        var image = rig.name("buildx") + ":1";
        build("--target", "work", "--tag", image, "--load");
        assertThat(docker.ok("run", "--rm", image)).startsWith(payload.sha256()).endsWith("hush");
        docker.ok("rmi", image);
    }

    @Test
    void a_build_hands_its_files_back_to_the_client() throws Exception {
        var out = folder.resolve("out");
        build("--target", "result", "--output", "type=local,dest=" + out);
        assertThat(out.resolve("sum")).content().startsWith(payload.sha256());
    }

    @Test
    void the_builder_is_listed_measured_and_pruned() {
        assertThat(docker.ok("buildx", "ls")).contains("running");
        docker.ok("buildx", "du");
        docker.ok("builder", "prune", "--force");
    }

    private void build(String... options) {
        List<String> all =
                new ArrayList<>(List.of("buildx", "build", "--secret", "id=word,src=" + folder.resolve("secret")));
        all.addAll(List.of(options));
        all.add(folder.toString());
        docker.ok(all.toArray(String[]::new));
    }
}
