package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import org.junit.jupiter.api.Test;

@RealEngine
class LifecycleTest {
    private final Rig rig;
    private final Docker docker;

    LifecycleTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @Test
    void a_container_runs_and_its_output_comes_back() {
        assertThat(docker.ok("run", "--rm", "busybox:local", "echo", "hello")).isEqualTo("hello");
    }

    @Test
    void standard_output_and_standard_error_stay_apart() {
        var result = docker.run("run", "--rm", "busybox:local", "sh", "-c", "echo out; echo err >&2");
        assertThat(result.ok()).isEqualTo("out");
        assertThat(result.err()).isEqualTo("err\n");
    }

    @Test
    void the_exit_code_of_a_container_is_the_exit_code_of_run() {
        assertThat(docker.run("run", "--rm", "busybox:local", "sh", "-c", "exit 42")
                        .exit())
                .isEqualTo(42);
    }

    @Test
    void wait_hands_back_the_exit_code_of_a_container_that_ends_later() {
        var name = rig.name("wait");
        docker.ok("run", "--detach", "--name", name, "busybox:local", "sh", "-c", "sleep 1; exit 7");
        assertThat(docker.ok("wait", name)).isEqualTo("7");
    }

    @Test
    void create_start_stop_and_remove_show_in_ps_and_inspect() {
        var name = rig.name("steps");
        var id = docker.ok("create", "--init", "--name", name, "busybox:local", "sleep", "3600");
        assertThat(state(name)).isEqualTo("created");
        docker.ok("start", name);
        assertThat(state(name)).isEqualTo("running");
        assertThat(docker.ok("ps", "--no-trunc", "--quiet", "--filter", "name=" + name))
                .isEqualTo(id);
        docker.ok("stop", name);
        assertThat(state(name)).isEqualTo("exited");
        assertThat(docker.ok("ps", "--quiet", "--filter", "name=" + name)).isEmpty();
        docker.ok("start", name);
        docker.ok("restart", "--time", "1", name);
        assertThat(state(name)).isEqualTo("running");
        docker.ok("rm", "--force", name);
        assertThat(docker.ok("ps", "--all", "--quiet", "--filter", "name=" + name))
                .isEmpty();
    }

    @Test
    void rename_gives_a_container_its_new_name() {
        var name = docker.idle(rig.name("old"));
        var renamed = rig.name("new");
        docker.ok("rename", name, renamed);
        assertThat(docker.ok("inspect", "--format", "{{.Name}}", renamed)).isEqualTo("/" + renamed);
        assertThat(docker.run("inspect", name).exit()).isEqualTo(1);
    }

    @Test
    void pause_and_unpause_freeze_and_thaw_a_container() {
        var name = docker.idle(rig.name("pause"));
        docker.ok("pause", name);
        assertThat(state(name)).isEqualTo("paused");
        docker.ok("unpause", name);
        assertThat(state(name)).isEqualTo("running");
    }

    @Test
    void update_changes_the_limits_of_a_running_container() {
        var name = docker.idle(rig.name("update"));
        docker.ok("update", "--memory", "64m", "--memory-swap", "64m", name);
        assertThat(docker.ok("inspect", "--format", "{{.HostConfig.Memory}}", name))
                .isEqualTo("67108864");
    }

    @Test
    void kill_with_a_signal_ends_a_container_with_that_signals_exit_code() {
        var name = docker.idle(rig.name("kill"));
        docker.ok("kill", "--signal", "KILL", name);
        assertThat(docker.ok("wait", name)).isEqualTo("137");
    }

    @Test
    void top_diff_port_and_logs_show_what_a_container_did() {
        var name = rig.name("seen");
        docker.ok(
                "run",
                "--detach",
                "--init",
                "--name",
                name,
                "--publish",
                "127.0.0.1:18080:80",
                "busybox:local",
                "sh",
                "-c",
                "echo started; touch /made; exec sleep 3600");
        docker.ok("exec", name, "sh", "-c", "until test -e /made; do sleep 0.1; done");
        assertThat(docker.ok("top", name)).contains("sleep 3600");
        assertThat(docker.ok("diff", name)).contains("A /made");
        assertThat(docker.ok("port", name, "80")).isEqualTo("127.0.0.1:18080");
        assertThat(docker.ok("logs", name)).isEqualTo("started");
    }

    @Test
    void commit_tag_and_history_make_and_show_an_image() {
        var name = rig.name("commit");
        docker.ok("run", "--name", name, "busybox:local", "sh", "-c", "echo kept > /kept");
        var image = "team/part/of/a/long/" + rig.name("image") + ":v1";
        docker.ok("commit", "--message", "by a test", "--change", "ENV MADE=here", name, image);
        assertThat(docker.ok("run", "--rm", image, "sh", "-c", "cat /kept; echo $MADE"))
                .isEqualTo("kept\nhere");
        assertThat(docker.ok("history", "--format", "{{.Comment}}", image)).contains("by a test");
        var second = "localhost:5999/" + rig.name("other") + ":v2";
        docker.ok("tag", image, second);
        assertThat(docker.ok("images", "--format", "{{.Repository}}:{{.Tag}}")).contains(image, second);
        docker.ok("rmi", image, second);
    }

    @Test
    void an_error_of_the_engine_reaches_the_command_line_word_for_word() {
        var result = docker.run("inspect", "--type", "container", "no-such-container");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).containsIgnoringCase("no such container: no-such-container");
    }

    private String state(String name) {
        return docker.ok("inspect", "--format", "{{.State.Status}}", name);
    }
}
