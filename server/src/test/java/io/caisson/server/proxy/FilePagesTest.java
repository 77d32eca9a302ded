package io.caisson.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.server.testing.Accelerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePagesTest {
    @TempDir
    Path folder;

    /** What a process of its own does: says how many KiB of files it holds, lets go, and goes on working. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(fileKib());
            FilePages.readOneByOne();
            FilePages.letGo();
            System.out.println(fileKib());
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                lines.add(Integer.toString(i, 36));
            }
            FilePages.letGo();
            System.gc();
            System.out.println(String.join("", lines).hashCode());
        }

        private static long fileKib() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("RssFile:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            throw new IOException("no RssFile");
        }
    }

    private List<String> run(List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(Program.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }

    @Test
    void lets_go_of_pages_of_files_and_works_on() throws Exception {
        List<String> with = run(Accelerator.options(folder));
        List<String> without = run(List.of());
        assertThat(Long.parseLong(with.get(1))).isLessThan(Long.parseLong(with.get(0)) * 2 / 3);
        assertThat(Long.parseLong(without.get(1)))
                .as("without the library nothing happens")
                .isGreaterThan(Long.parseLong(without.get(0)) * 2 / 3);
        assertThat(with.get(2)).isEqualTo(without.get(2));
    }
}
