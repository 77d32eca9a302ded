package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.demo.DemoEngine;
import io.caisson.app.demo.DockerClient;
import io.caisson.app.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program learns from the docker client in front of the demo engine, and enforces what it proposed. */
@Timeout(240)
class LearnTest {
    @TempDir
    private Path folder;

    private DemoEngine engine;
    private Path home;
    private Path record;
    private Path policy;

    @BeforeEach
    void start() throws IOException {
        engine = DemoEngine.start(folder.resolve("e.sock"));
        home = Files.createDirectory(folder.resolve("home"));
        record = folder.resolve("learn.jsonl");
        policy = Files.createDirectory(folder.resolve("policy")).resolve("policy.yaml");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Path learn(List<List<String>> commands) throws Exception {
        Path socket = folder.resolve("l.sock");
        try (Program learn = Program.start(
                Map.of(),
                "learn",
                "--listen=unix://" + socket,
                "--engine=unix://" + engine.socket(),
                "--record=" + record,
                "--output=" + policy)) {
            learn.awaitLine("learns on unix://" + socket);
            run(socket, commands);
            learn.terminate();
            assertThat(learn.exit()).as(learn.output()).isZero();
            assertThat(learn.output()).contains("of the ");
        }
        return policy;
    }

    private void run(Path socket, List<List<String>> commands) throws Exception {
        DockerClient docker = DockerClient.find(socket, home);
        for (List<String> command : commands) {
            DockerClient.Outcome outcome = docker.run("", command.toArray(String[]::new));
            assertThat(outcome.code())
                    .as("%s: %s", String.join(" ", command), outcome.text())
                    .isZero();
        }
    }

    @Test
    void what_was_learnt_is_allowed_again_and_nothing_else() throws Exception {
        List<List<String>> session = List.of(
                List.of("ps", "-a"),
                List.of("restart", "-t", "1", "web"),
                List.of("run", "--rm", "alpine:3.22", "echo", "hi"),
                List.of("run", "-d", "--name", "job", "alpine:3.22", "sleep", "60"),
                List.of("exec", "job", "echo", "there"),
                List.of("rm", "-f", "job"));
        String text = Files.readString(learn(session));
        assertThat(text).contains("target.name == \"web\"").contains(" 0 refused");

        Path socket = folder.resolve("s.sock");
        Files.writeString(policy.resolveSibling("listeners.yaml"), """
                engine: unix://%s
                listeners:
                  ci: {address: "unix://%s", policy: learnt}
                """.formatted(engine.socket(), socket));
        try (Program serve = Program.start(Map.of(), "serve", "--config=" + policy.getParent())) {
            serve.awaitLine("listens on unix://" + socket);
            run(socket, session);
            DockerClient docker = DockerClient.find(socket, home);
            for (List<String> outside : List.of(
                    List.of("stop", "web"),
                    List.of("restart", "db"),
                    List.of("exec", "web", "true"),
                    List.of("run", "--rm", "--privileged", "alpine:3.22", "true"),
                    List.of("run", "--rm", "-v", "/:/host", "alpine:3.22", "true"))) {
                DockerClient.Outcome outcome = docker.run("", outside.toArray(String[]::new));
                assertThat(outcome.code()).as(outcome.text()).isNotZero();
                assertThat(outcome.text()).contains("caisson: ").contains("learnt");
            }
        }
    }

    @Test
    void runs_add_up_and_a_proposal_can_be_made_of_a_record_alone() throws Exception {
        learn(List.of(List.of("restart", "-t", "1", "web")));
        String text = Files.readString(learn(List.of(List.of("restart", "-t", "1", "cache"))));
        assertThat(text).contains("in 2 runs").contains("target.name in [\"cache\", \"web\"]");
        try (Program propose = Program.start(Map.of(), "learn", "--from=" + record, "--name=again")) {
            assertThat(propose.exit()).isZero();
            assertThat(propose.output()).contains("\n  again:\n").contains("target.name in [\"cache\", \"web\"]");
        }
    }

    @Test
    void nothing_seen_is_nothing_proposed() throws Exception {
        try (Program propose =
                Program.start(Map.of(), "learn", "--from=" + Files.writeString(folder.resolve("empty.jsonl"), ""))) {
            assertThat(propose.exit()).isEqualTo(Main.NO);
            assertThat(propose.output()).contains("nothing was seen");
        }
    }
}
