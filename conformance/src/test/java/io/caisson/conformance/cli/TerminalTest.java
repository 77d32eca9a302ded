package io.caisson.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import org.junit.jupiter.api.Test;

@RealEngine
class TerminalTest {
    /** Ctrl-P Ctrl-Q, which leave a container running behind. */
    private static final String DETACH = "\u0010\u0011";

    private final Rig rig;
    private final Docker docker;

    TerminalTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @Test
    void exec_with_a_terminal_is_a_shell_that_answers_and_hands_on_its_exit_code() {
        var name = docker.idle(rig.name("exec"));
        try (var shell = docker.terminal("exec", "-it", name, "sh").start()) {
            shell.awaitOutput("# ");
            shell.type("tty; echo $((40 + 2))\n");
            assertThat(shell.awaitOutput("\n42\r")).contains("/dev/pts/");
            shell.type("exit 3\n");
            assertThat(shell.finish(Command.WAIT_MAX).exit()).isEqualTo(3);
        }
    }

    @Test
    void the_size_of_the_terminal_reaches_the_container() {
        var name = docker.idle(rig.name("size"));
        var wait = "until test \"$(stty size 2>/dev/null)\" = '24 80'; do sleep 0.1; done; echo sized";
        try (var exec = docker.terminal("exec", "-it", name, "sh", "-c", wait).start()) {
            assertThat(exec.finish(Command.WAIT_MAX).ok()).isEqualTo("sized");
        }
    }

    @Test
    void run_with_a_terminal_ends_with_its_shell() {
        try (var shell =
                docker.terminal("run", "-it", "--rm", "busybox:local", "sh").start()) {
            shell.awaitOutput("# ");
            shell.type("echo from-$((1 + 1))\n");
            shell.awaitOutput("from-2");
            shell.type("exit 5\n");
            assertThat(shell.finish(Command.WAIT_MAX).exit()).isEqualTo(5);
        }
    }

    @Test
    void the_detach_keys_leave_the_container_running_and_attach_comes_back_to_it() {
        var name = rig.name("detach");
        try (var first = docker.terminal("run", "-it", "--name", name, "busybox:local", "sh")
                .start()) {
            first.awaitOutput("# ");
            first.type("kept=4711\n" + DETACH);
            assertThat(first.finish(Command.WAIT_MAX).exit()).isZero();
        }
        assertThat(docker.ok("inspect", "--format", "{{.State.Running}}", name)).isEqualTo("true");
        try (var second = docker.terminal("attach", name).start()) {
            second.type("\necho again-$kept\n");
            second.awaitOutput("again-4711");
            second.type("exit 6\n");
            assertThat(second.finish(Command.WAIT_MAX).exit()).isEqualTo(6);
        }
    }

    @Test
    void attach_without_a_terminal_shows_what_the_container_writes_and_hands_on_its_exit_code() {
        var name = rig.name("attach");
        docker.ok("create", "-i", "--name", name, "busybox:local", "sh", "-c", "read line; echo got-$line; exit 4");
        docker.ok("start", name);
        try (var attach = docker.command("attach", name).start()) {
            attach.type("this\n");
            attach.awaitOutput("got-this");
            assertThat(attach.finish(Command.WAIT_MAX).exit()).isEqualTo(4);
        }
    }

    @Test
    void start_with_attach_and_input_carries_both_ways() {
        var name = rig.name("start");
        docker.ok("create", "-i", "--name", name, "busybox:local", "tr", "a-z", "A-Z");
        assertThat(docker.command("start", "--attach", "--interactive", name)
                        .run("loud\n")
                        .ok())
                .isEqualTo("LOUD");
    }

    @Test
    void an_interrupt_reaches_the_process_in_the_container() {
        var name = rig.name("interrupt");
        var trap = "trap 'echo caught; exit 8' INT; echo ready; while true; do sleep 0.1; done";
        try (var run = docker.command("run", "--name", name, "busybox:local", "sh", "-c", trap)
                .start()) {
            run.awaitOutput("ready");
            var result = run.interrupt();
            assertThat(result.out()).contains("caught");
            assertThat(result.exit()).isEqualTo(8);
        }
    }
}
