package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import io.caisson.conformance.rig.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@RealEngine
class StreamTest {
    private final Rig rig;
    private final Docker docker;

    StreamTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @Test
    void exec_with_piped_input_ends_when_the_input_ends() {
        var name = docker.idle(rig.name("half"));
        var result = docker.command("exec", "-i", name, "cat").run("hi\n");
        assertThat(result.ok()).isEqualTo("hi");
    }

    @Test
    void run_with_piped_input_ends_when_the_input_ends_and_loses_no_byte_of_it() {
        var line = "0123456789abcdef".repeat(4) + "\n";
        var result =
                docker.command("run", "--rm", "-i", "busybox:local", "wc", "-c").run(line.repeat(80_000));
        assertThat(result.ok()).isEqualTo(Integer.toString(line.length() * 80_000));
    }

    @Test
    void output_that_follows_the_end_of_the_input_still_arrives() {
        var name = docker.idle(rig.name("late"));
        var result = docker.command("exec", "-i", name, "sh", "-c", "cat >/dev/null; sleep 1; echo after")
                .run("in\n");
        assertThat(result.ok()).isEqualTo("after");
    }

    @Test
    void exec_hands_on_the_exit_code_of_its_command() {
        var name = docker.idle(rig.name("code"));
        assertThat(docker.run("exec", name, "sh", "-c", "exit 9").exit()).isEqualTo(9);
    }

    @Test
    void exec_in_the_background_returns_at_once_and_does_its_work() {
        var name = docker.idle(rig.name("back"));
        docker.ok("exec", "--detach", name, "sh", "-c", "echo done > /done");
        assertThat(docker.ok("exec", name, "sh", "-c", "until test -s /done; do sleep 0.1; done; cat /done"))
                .isEqualTo("done");
    }

    @Test
    void a_hundred_thousand_lines_of_output_arrive_whole_and_in_order() {
        var name = docker.idle(rig.name("much"));
        var out = docker.ok("exec", name, "seq", "1", "100000");
        assertThat(out.lines().count()).isEqualTo(100_000);
        assertThat(out).startsWith("1\n2\n").endsWith("99999\n100000");
    }

    @Test
    void logs_follows_live_and_ends_with_the_container() {
        var name = docker.idle(rig.name("logs"));
        docker.ok("exec", name, "sh", "-c", "echo first > /proc/1/fd/1");
        try (var logs = docker.command("logs", "--follow", name).start()) {
            logs.awaitOutput("first");
            docker.ok("exec", name, "sh", "-c", "echo second > /proc/1/fd/1");
            logs.awaitOutput("second");
            assertThat(logs.alive()).isTrue();
            docker.ok("stop", name);
            assertThat(logs.finish(Command.WAIT_MAX).ok()).isEqualTo("first\nsecond");
        }
    }

    @Test
    void events_arrive_while_containers_come_and_go() {
        var name = rig.name("events");
        var filter = new String[] {"events", "--filter", "container=" + name, "--format", "{{.Status}}"};
        try (var events = docker.command(filter).start()) {
            // the stream is up once something on it was seen: containers come and go until then
            events.awaitOutput("an event", so -> {
                docker.ok("run", "--rm", "--name", name, "busybox:local", "true");
                return so.contains("destroy");
            });
            docker.ok("run", "--rm", "--name", name, "busybox:local", "true");
            events.awaitOutput("all events", so -> so.endsWith("destroy\n"));
            assertThat(events.out()).endsWith("create\nattach\nstart\ndie\ndestroy\n");
            assertThat(events.interrupt().err()).doesNotContain("caisson");
        }
    }

    @Test
    void events_of_the_past_end_by_themselves() {
        var name = docker.idle(rig.name("past"));
        var events = docker.ok(
                "events",
                "--since",
                "1m",
                "--until",
                Instant.now().toString(),
                "--filter",
                "container=" + name,
                "--format",
                "{{.Status}}");
        assertThat(events).startsWith("create").contains("start");
    }

    @Test
    void stats_shows_one_reading_or_goes_on() {
        var name = docker.idle(rig.name("stats"));
        assertThat(docker.ok("stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}", name))
                .startsWith(name + " ");
        try (var stats = docker.command("stats", "--format", "{{.Name}}={{.MemUsage}}", name)
                .start()) {
            stats.awaitOutput("three readings", so -> so.split(name + "=", -1).length > 3);
            assertThat(stats.alive()).isTrue();
        }
    }

    @Test
    void a_hundred_open_event_streams_hold_up_nobody() throws Exception {
        List<Wire> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                var wire = new Wire(rig.open().socket());
                streams.add(wire);
                wire.send("GET /events HTTP/1.1\r\nHost: docker\r\n\r\n");
                wire.readUntil("\r\n\r\n");
            }
            var name = rig.name("beside");
            docker.ok("run", "--rm", "--name", name, "busybox:local", "true");
            for (var wire : streams) {
                wire.readUntil("destroy");
            }
        } finally {
            for (var wire : streams) {
                wire.close();
            }
        }
    }
}
