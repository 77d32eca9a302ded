package io.caisson.conformance.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.Front;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine makes the same of what real clients send, whether it was judged and written anew or not. */
@RealEngine
class CorpusTest {
    private static final String MADE = "{{json .HostConfig}} {{json .Config.Env}} {{json .Config.Cmd}} {{.Config.User}}"
            + " {{json .Config.Labels}} {{json .Config.Healthcheck}} {{json .Config.Volumes}} {{.Config.WorkingDir}}"
            + " {{.Config.StopSignal}} {{json .Config.ExposedPorts}} {{json .Config.Entrypoint}}";

    private static final String BOUND = "/srv/ci/data";

    private final Rig rig;
    private final Docker direct;

    CorpusTest(Rig rig) {
        this.rig = rig;
        direct = rig.engineDocker();
    }

    /** What the recorded bodies bind; an engine makes no folder for a mount. */
    @BeforeEach
    void folder() {
        rig.engine().inside("mkdir", "-p", BOUND).run().ok();
    }

    @AfterEach
    void noFolder() {
        rig.engine()
                .inside("rmdir", "--ignore-fail-on-non-empty", BOUND, "/srv/ci")
                .run();
    }

    @Test
    void a_container_is_the_same_with_and_without() throws IOException {
        Front gate = rig.policy(
                "corpus",
                "{allow: [\"container:*\"], workload: {standard: baseline, binds: [\"/srv/ci/**:ro\"],"
                        + " ports: [\"127.0.0.1:8080-8089\"], groups: [\"1000\"], volumes-from: [\"*\"]},"
                        + " accepts: [swarm-tokens]}");
        int same = 0;
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file);
            String body = String.join("\n", lines.subList(1, lines.size()));
            // Containers and networks of the recording are not there.
            boolean alone = !body.contains("rcc_front") && !body.contains("rcnet") && !body.contains("VolumesFrom\":[");
            if (lines.getFirst().contains("/containers/create") && alone) {
                assertThat(made(gate.socket(), body))
                        .as(file.toString())
                        .isEqualTo(made(rig.engine().socket(), body));
                same++;
            }
        }
        assertThat(same).isGreaterThan(5);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../core/src/test/resources/corpus"))) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .toList();
        }
    }

    private String made(Path socket, String body) throws IOException {
        String name = rig.name("co");
        String bytes = new String(body.getBytes(UTF_8), ISO_8859_1);
        try (var wire = new Wire(socket)) {
            wire.send("POST /v1.41/containers/create?name=" + name
                    + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + bytes.length() + "\r\n\r\n" + bytes);
            assertThat(wire.readToEnd()).contains(" 201 ");
        }
        String made = direct.ok("inspect", "--type", "container", "--format", MADE, name);
        direct.ok("rm", "--force", "--volumes", name);
        return made;
    }
}
