package io.caisson.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real docker client works with the demo engine. It fails where there is no client. */
@Timeout(180)
class DockerCliTest {
    @TempDir
    Path folder;

    private DemoEngine engine;
    private DockerClient docker;

    @BeforeEach
    void start() throws IOException {
        docker = DockerClient.find(folder.resolve("d.sock"), Files.createDirectory(folder.resolve("home")));
        engine = DemoEngine.start(folder.resolve("d.sock"));
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    private String run(String... arguments) throws Exception {
        DockerClient.Outcome outcome = docker.run("", arguments);
        assertThat(outcome.code())
                .as("%s: %s", String.join(" ", arguments), outcome.text())
                .isZero();
        return outcome.text();
    }

    private String fail(int code, String... arguments) throws Exception {
        DockerClient.Outcome outcome = docker.run("", arguments);
        assertThat(outcome.code())
                .as("%s: %s", String.join(" ", arguments), outcome.text())
                .isEqualTo(code);
        return outcome.text();
    }

    @Test
    void shows_what_there_is() throws Exception {
        assertThat(run("version")).contains("Server: Caisson demo engine", "28.5.2-demo");
        assertThat(run("info")).contains("Containers: 4", "Running: 3", "Name: caisson-demo");
        assertThat(run("ps").lines())
                .hasSize(4)
                .anySatisfy(
                        line -> assertThat(line).matches(".*nginx:1.29-alpine.*Up 2 days.*0.0.0.0:8080->80/tcp.*web"));
        assertThat(run("ps", "-a")).contains("Exited (0) 2 days ago");
        assertThat(run("images").lines().skip(1))
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).matches("redis +8-alpine +[0-9a-f]{12} +.* ago +[0-9.]+MB"));
        assertThat(run("inspect", "-f", "{{.State.Status}} {{json .Config.Env}}", "db"))
                .startsWith("running [")
                .contains("POSTGRES_PASSWORD=demo-database-password");
        assertThat(run("image", "inspect", "-f", "{{.Os}} {{.RepoTags}}", "redis:8-alpine"))
                .isEqualTo("linux [redis:8-alpine]\n");
        assertThat(run("top", "web")).contains("nginx -g daemon off;");
        assertThat(run("stats", "--no-stream")).contains("web", "db", "cache", "8GiB");
        assertThat(run("system", "df")).contains("Local Volumes   2");
        assertThat(run("port", "web")).contains("80/tcp -> 0.0.0.0:8080");
        assertThat(run("logs", "--tail", "2", "web").lines()).hasSize(2);
    }

    @Test
    void runs_containers_to_their_end() throws Exception {
        assertThat(run("run", "--rm", "alpine:3.22", "echo", "hello")).isEqualTo("hello\n");
        assertThat(fail(4, "run", "--rm", "alpine:3.22", "sh", "-c", "echo out; echo err >&2; exit 4"))
                .contains("out\n", "err\n");
        assertThat(fail(127, "run", "--rm", "alpine:3.22", "nosuch")).contains("executable file not found in $PATH");
        assertThat(docker.run("through\n", "run", "-i", "--rm", "alpine:3.22", "cat"))
                .isEqualTo(new DockerClient.Outcome(0, "through\n"));
        assertThat(run("run", "--rm", "hello-world"))
                .contains(
                        "Unable to find image 'hello-world:latest' locally",
                        "Pull complete",
                        "Hello from the demo engine!");
        assertThat(run("ps", "-aq").lines()).hasSize(4);
    }

    @Test
    void leads_a_container_through_its_life() throws Exception {
        String id = run("create", "--name", "job", "-l", "x=y", "alpine:3.22", "sleep", "infinity")
                .strip();
        assertThat(id).hasSize(64);
        assertThat(run("start", "job")).isEqualTo("job\n");
        run("restart", "-t", "1", "job");
        run("rename", "job", "work");
        run("pause", "work");
        assertThat(run("ps", "-f", "label=x=y")).contains("(Paused)", "work");
        run("unpause", "work");
        Process waiting = docker.start("wait", "work");
        while (!run("ps", "-q", "-f", "name=work", "-f", "status=running")
                .strip()
                .equals(id.substring(0, 12))) {
            Thread.sleep(50);
        }
        run("stop", "work");
        assertThat(DockerClient.outcome(waiting).text()).isEqualTo("143\n");
        run("start", "work");
        run("kill", "work");
        assertThat(run("wait", "work")).isEqualTo("137\n");
        run("start", "work");
        assertThat(fail(1, "rm", "work")).contains("container is running: stop the container before removing");
        run("rm", "-f", "work");
        assertThat(fail(1, "logs", "work")).contains("No such container: work");
    }

    @Test
    void executes_in_containers() throws Exception {
        assertThat(run("exec", "web", "whoami")).isEqualTo("root\n");
        assertThat(run("exec", "-e", "A=b", "-w", "/tmp", "web", "sh", "-c", "echo $A $PWD"))
                .isEqualTo("b /tmp\n");
        assertThat(docker.run("hi\n", "exec", "-i", "web", "cat")).isEqualTo(new DockerClient.Outcome(0, "hi\n"));
        assertThat(docker.run("echo one\nexit 7\n", "exec", "-i", "web", "sh"))
                .isEqualTo(new DockerClient.Outcome(7, "one\n"));
        assertThat(fail(127, "exec", "web", "nosuch")).contains("executable file not found in $PATH");
        run("exec", "-d", "web", "sleep", "30");
        assertThat(run("top", "web")).contains("sleep 30");
        assertThat(fail(1, "exec", "migrate", "ls")).contains("is not running");
    }

    @Test
    void gives_a_shell_at_a_terminal() throws Exception {
        assertThat(type(
                        docker.atTerminal("exec -it web sh"),
                        "/ # ",
                        "echo hello\r",
                        "/ # ",
                        "ls\r",
                        "/ # ",
                        "exit 3\r"))
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(3))
                .satisfies(outcome -> assertThat(outcome.text()).contains("echo hello\nhello\n", "bin  dev  etc"));
        assertThat(type(docker.atTerminal("run -it --rm alpine:3.22"), "/ # ", "whoami\r", "/ # ", "\004"))
                .satisfies(outcome -> assertThat(outcome.code()).isZero())
                .satisfies(outcome -> assertThat(outcome.text()).contains("whoami\nroot\n"));
    }

    @Test
    void detaches_from_a_container_and_attaches_again() throws Exception {
        type(docker.atTerminal("run -it --name left alpine:3.22"), "/ # ", "ec\020\021");
        assertThat(run("ps", "-f", "name=left")).contains("Up ");
        Process attached = docker.atTerminal("attach left");
        DockerClient.Outcome outcome = type(attached, "", "ho again\r", "/ # ", "exit 4\r");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.text()).contains("again\n");
        assertThat(run("logs", "left")).contains("echo again", "exit 4");
    }

    /** Waits for a text and types another, again and again, and then for the end. */
    private static DockerClient.Outcome type(Process process, String... dialogue) throws Exception {
        InputStream out = process.getInputStream();
        OutputStream in = process.getOutputStream();
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < dialogue.length; i += 2) {
            int from = seen.length();
            while (seen.indexOf(dialogue[i], from) < 0) {
                int octet = out.read();
                assertThat(octet).as("ended after %s", seen).isNotNegative();
                seen.append((char) octet);
            }
            in.write(dialogue[i + 1].getBytes(StandardCharsets.UTF_8));
            in.flush();
        }
        DockerClient.Outcome end = DockerClient.outcome(process);
        return new DockerClient.Outcome(end.code(), seen.toString().replace("\r\n", "\n") + end.text());
    }

    @Test
    void follows_logs_and_events() throws Exception {
        Process events = docker.start("events", "--filter", "type=volume");
        Process logs = docker.start("logs", "-f", "--tail", "1", "web");
        while (!run("info", "-f", "{{.NEventsListener}}").strip().equals("1")) {
            Thread.sleep(50);
        }
        run("volume", "create", "fresh");
        run("volume", "rm", "fresh");
        byte[] seen = events.getInputStream().readNBytes(40);
        assertThat(new String(seen, StandardCharsets.UTF_8)).contains(" volume c");
        events.destroy();
        run("stop", "web");
        assertThat(DockerClient.outcome(logs).text()).contains("signal received, shutting down");
    }

    @Test
    void pulls_tags_and_removes_images() throws Exception {
        assertThat(run("pull", "busybox:1.37"))
                .contains("1.37: Pulling from library/busybox", "Pull complete", "Digest: sha256:")
                .contains("Status: Downloaded newer image for busybox:1.37");
        assertThat(run("pull", "busybox:1.37")).contains("Image is up to date for busybox:1.37");
        run("tag", "busybox:1.37", "team/tool:1");
        assertThat(run("images", "team/*").lines()).hasSize(2);
        assertThat(run("rmi", "team/tool:1")).isEqualTo("Untagged: team/tool:1\n");
        assertThat(run("rmi", "busybox:1.37")).contains("Untagged: busybox:1.37", "Deleted: sha256:");
        assertThat(fail(1, "rmi", "nginx:1.29-alpine")).contains("(must force)");
    }

    @Test
    void makes_and_removes_networks_and_volumes() throws Exception {
        assertThat(run("network", "ls")).contains("shop_default", "bridge", "host", "none");
        assertThat(run("network", "create", "lab").strip()).hasSize(64);
        assertThat(run("network", "inspect", "-f", "{{.Driver}} {{range .IPAM.Config}}{{.Subnet}}{{end}}", "lab"))
                .isEqualTo("bridge 172.19.0.0/16\n");
        run("network", "rm", "lab");
        assertThat(fail(1, "network", "rm", "bridge")).contains("pre-defined network and cannot be removed");
        assertThat(run("volume", "create", "vault")).isEqualTo("vault\n");
        assertThat(run("volume", "ls")).contains("shop_db-data", "vault");
        assertThat(run("volume", "inspect", "-f", "{{.Driver}} {{.Scope}}", "vault"))
                .isEqualTo("local local\n");
        run("volume", "rm", "vault");
        assertThat(fail(1, "volume", "rm", "shop_db-data")).contains("volume is in use - [");
    }
}
