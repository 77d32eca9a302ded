package io.caisson.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The training run reaches what a start-up cache should know, and leaves nothing behind. */
@Timeout(120)
class TrainingTest {
    @TempDir
    private Path folder;

    @Test
    void drives_every_kind_of_request_and_cleans_up() throws Exception {
        Path classes = folder.resolve("classes");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (Program training = Program.start(
                List.of("-Xlog:class+load:file=" + classes, "-Djava.io.tmpdir=" + temporary), Map.of(), "aot-train")) {
            assertThat(training.exit()).as(training.output()).isZero();
            assertThat(training.output()).isEmpty();
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(Files.readString(classes))
                .contains("io.caisson.server.proxy.Tunnel ")
                .contains("io.caisson.server.proxy.Replies ")
                .contains("io.caisson.core.http.ChunkScanner ")
                .contains("io.caisson.core.audit.JsonLines ")
                .contains("io.caisson.core.audit.TextLines ");
    }
}
