package io.caisson.app.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's shell, one text at a time. */
@Timeout(20)
class ShellTest {
    private final LogBuffer log = new LogBuffer(InstantSource.system());

    private int run(String... command) throws Exception {
        FileTree files = new FileTree("host1").file("/run/secret", "hidden\n").folder("/data");
        ProcessSpec spec = new ProcessSpec(List.of(command), Map.of("NAME", "value"), "root", "host1", files);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Program program = Programs.find(spec.command());
        assertThat(program).isNotNull();
        DemoProcess.start(program, spec, Stdio.open(false, false, log), code::complete);
        return code.get(10, TimeUnit.SECONDS);
    }

    private String output() {
        return log.lines().stream()
                .map(line -> (line.text().stream() == Std.ERR ? "2:" : "")
                        + new String(line.text().bytes()).stripTrailing())
                .collect(Collectors.joining(" / "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            value = {
                "echo hello  world | 0 | hello world",
                "echo 'a  b' \"c  $NAME\" d\\ e | 0 | a  b c  value d e",
                "echo ${NAME}s $NONE end $ | 0 | values end $",
                "echo '$NAME' \"\\$NAME\" | 0 | $NAME $NAME",
                "X=1 env | 0 | NAME=value / PWD=/ / X=1",
                "X=1; echo $X | 0 | 1",
                "export Y=2; env | 0 | NAME=value / PWD=/ / Y=2",
                "true && echo yes || echo no | 0 | yes",
                "false && echo yes || echo no | 0 | no",
                "false; echo $? | 0 | 1",
                "echo a; exit 5; echo b | 5 | a",
                "exit 300 | 44 | ``",
                "nosuch | 127 | 2:sh: nosuch: not found",
                "nosuch; echo after | 0 | 2:sh: nosuch: not found / after",
                "echo oops >&2 | 0 | 2:oops",
                "echo gone > /dev/null | 0 | ``",
                "nosuch 2>/dev/null | 127 | ``",
                "echo x > /tmp/f | 2 | 2:sh: can't create /tmp/f: Read-only file system",
                "echo a # comment | 0 | a",
                "echo 'open | 2 | 2:sh: syntax error: unterminated quoted string",
                "whoami; hostname; pwd | 0 | root / host1 / /",
                "cd /run && ls && cat secret | 0 | secret / hidden",
                "cd /nowhere | 1 | 2:sh: cd: can't cd to /nowhere: No such file or directory",
                "ls /data /nope | 1 | 2:ls: /nope: No such file or directory",
                "cat /nope | 1 | 2:cat: can't open '/nope': No such file or directory",
                "cat | 0 | ``",
                "sleep x | 1 | 2:sleep: invalid number 'x'",
            })
    void runs_lines(String line, int code, String expected) throws Exception {
        assertThat(run("sh", "-c", line)).isEqualTo(code);
        assertThat(output()).isEqualTo(expected.replace("``", ""));
    }

    @Test
    void says_what_it_does_not_know() throws Exception {
        assertThat(run("sh", "-c", "ls | cat")).isEqualTo(2);
        assertThat(run("sh", "-c", "sleep 1 &")).isEqualTo(2);
        assertThat(output())
                .isEqualTo("2:sh: this demo shell has no pipes / 2:sh: this demo shell has no background jobs");
    }

    @Test
    void a_start_script_runs_what_it_is_given() throws Exception {
        assertThat(run("docker-entrypoint.sh", "sh", "-c", "echo $NAME")).isZero();
        assertThat(run("docker-entrypoint.sh", "nosuch")).isEqualTo(127);
        assertThat(output()).isEqualTo("value / 2:docker-entrypoint.sh: exec: nosuch: not found");
    }

    @Test
    void a_service_says_when_it_is_ready_and_when_it_goes() throws Exception {
        FileTree files = new FileTree("host1");
        ProcessSpec spec = new ProcessSpec(List.of("postgres"), Map.of(), "root", "host1", files);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Program program = Programs.find(spec.command());
        assertThat(program).isNotNull();
        DemoProcess process = DemoProcess.start(program, spec, Stdio.open(false, false, log), code::complete);
        assertThat(log.awaitAfter(0)).isNotNull();
        process.signal(1);
        assertThat(code).isNotDone();
        process.signal(Signal.TERMINATE);
        assertThat(code.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(output()).contains("ready to accept connections", "database system is shut down");
    }

    @Test
    void logs_keep_the_newest_lines_within_their_bounds() {
        for (int i = 0; i < 3000; i++) {
            log.append(Std.OUT, ("line " + i + "\n").getBytes());
        }
        assertThat(log.lines()).hasSize(2000);
        assertThat(log.lines().getLast().number()).isEqualTo(3000);
        log.append(Std.OUT, new byte[1 << 20]);
        assertThat(log.lines().stream()
                        .mapToInt(line -> line.text().bytes().length)
                        .sum())
                .isLessThanOrEqualTo(256 << 10);
    }
}
