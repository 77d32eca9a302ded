package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Payload;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealEngine
class TransferTest {
    private final Rig rig;
    private final Docker docker;

    TransferTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @Test
    void cp_carries_200_mib_in_and_out_again_without_a_changed_byte(@TempDir Path folder) throws Exception {
        var payload = Payload.write(folder.resolve("in"), 200);
        var name = docker.idle(rig.name("cp"));
        docker.ok("cp", payload.file().toString(), name + ":/tmp/payload");
        assertThat(docker.ok("exec", name, "sha256sum", "/tmp/payload")).startsWith(payload.sha256());
        docker.ok("cp", name + ":/tmp/payload", folder.resolve("out").toString());
        assertThat(Files.mismatch(payload.file(), folder.resolve("out"))).isEqualTo(-1);
    }

    @Test
    void cp_takes_a_tar_from_standard_input_and_gives_one_on_standard_output(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("note"), "a note\n");
        var name = docker.idle(rig.name("tar"));
        pipe("tar -C " + folder + " -cf - note | docker cp - " + name + ":/root");
        assertThat(pipe("docker cp " + name + ":/root/note - | tar -xOf -")).isEqualTo("a note");
    }

    @Test
    void a_classic_build_takes_a_context_of_100_mib(@TempDir Path folder) throws Exception {
        var payload = Payload.write(folder.resolve("payload"), 100);
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM busybox:local
                ARG WORD
                COPY payload /payload
                RUN sha256sum /payload && echo "word: $WORD" > /word
                CMD ["cat", "/word"]
                """);
        var image = rig.name("build") + ":1";
        var build = docker.command("build", "--build-arg", "WORD=spoken", "--tag", image, folder.toString())
                .with("DOCKER_BUILDKIT", "0")
                .run();
        assertThat(build.ok()).contains(payload.sha256()).contains("Successfully tagged " + image);
        assertThat(docker.ok("run", "--rm", image)).isEqualTo("word: spoken");
        docker.ok("rmi", image);
    }

    @Test
    void a_classic_build_that_fails_says_where(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:local\nRUN exit 23\n");
        var build = docker.command("build", folder.toString())
                .with("DOCKER_BUILDKIT", "0")
                .run();
        assertThat(build.exit()).isNotZero();
        assertThat(build.err()).contains("returned a non-zero code: 23");
    }

    @Test
    void save_and_load_bring_back_the_same_image(@TempDir Path folder) {
        var name = rig.name("saved");
        docker.ok("run", "--name", name, "busybox:local", "sh", "-c", "dd if=/dev/urandom of=/blob bs=1M count=20");
        var image = rig.name("image") + ":1";
        docker.ok("commit", name, image);
        var id = docker.ok("inspect", "--format", "{{.Id}}", image);
        var archive = folder.resolve("image.tar");
        docker.ok("save", "--output", archive.toString(), image);
        docker.ok("rmi", image);
        assertThat(docker.ok("load", "--input", archive.toString())).contains(image);
        assertThat(docker.ok("inspect", "--format", "{{.Id}}", image)).isEqualTo(id);
        assertThat(pipe("docker save " + image + " | docker load")).contains(image);
        assertThat(docker.ok("inspect", "--format", "{{.Id}}", image)).isEqualTo(id);
        docker.ok("rm", name);
        docker.ok("rmi", image);
    }

    @Test
    void export_and_import_make_an_image_of_a_container() {
        var name = rig.name("export");
        docker.ok("run", "--name", name, "busybox:local", "sh", "-c", "echo exported > /file");
        var image = rig.name("import") + ":1";
        pipe("docker export " + name + " | docker import - " + image);
        assertThat(docker.ok("run", "--rm", image, "/bin/cat", "/file")).isEqualTo("exported");
        docker.ok("rmi", image);
    }

    @Test
    void an_image_is_pushed_to_a_registry_and_pulled_from_it() {
        var name = rig.name("push");
        docker.ok("run", "--name", name, "busybox:local", "sh", "-c", "dd if=/dev/urandom of=/blob bs=1M count=5");
        // the registry lives in the engine's network
        var image = "127.0.0.1:5000/team/" + name + ":1";
        docker.ok("commit", name, image);
        assertThat(docker.ok("push", image)).contains("digest: sha256:");
        docker.ok("rm", name);
        docker.ok("rmi", image);
        assertThat(docker.ok("pull", image)).contains("Pull complete").contains("Downloaded newer image");
        docker.ok("rmi", image);
        assertThat(docker.ok("pull", "busybox:latest")).contains("docker.io/library/busybox:latest");
        docker.ok("rmi", "busybox:latest");
    }

    private String pipe(String line) {
        return docker.program(List.of("bash", "-o", "pipefail", "-c", line))
                .run()
                .ok();
    }
}
