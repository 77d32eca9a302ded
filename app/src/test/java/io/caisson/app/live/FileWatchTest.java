package io.caisson.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileWatchTest {
    @TempDir
    private Path folder;

    private final Semaphore changes = new Semaphore(0);

    private FileWatch watch(Path... places) throws Exception {
        List<Path> list = List.of(places);
        return FileWatch.start(list, Fingerprint.of(list), changes::release);
    }

    private void assertChanged() throws InterruptedException {
        assertThat(changes.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private void assertUnchanged() throws InterruptedException {
        assertThat(changes.tryAcquire(FileWatch.QUIET.toMillis() * 4, TimeUnit.MILLISECONDS))
                .isFalse();
    }

    @Test
    void sees_a_file_written_anew_and_one_moved_over_it() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "1");
        try (FileWatch watch = watch(file)) {
            Files.writeString(file, "2");
            assertChanged();
            Files.move(
                    Files.writeString(folder.resolve("new"), "3"),
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            assertChanged();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void sees_files_come_and_go_in_a_folder() throws Exception {
        try (FileWatch watch = watch(folder)) {
            Path file = Files.writeString(folder.resolve("a.yaml"), "1");
            assertChanged();
            Files.delete(file);
            assertChanged();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void sees_the_link_of_an_orchestrator_turned_to_another_folder() throws Exception {
        Path one = Files.createDirectory(folder.resolve("..one"));
        Path two = Files.createDirectory(folder.resolve("..two"));
        Files.writeString(one.resolve("a.yaml"), "1");
        Files.writeString(two.resolve("a.yaml"), "2");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one);
        Path file = Files.createSymbolicLink(folder.resolve("a.yaml"), data.resolve("a.yaml"));
        try (FileWatch watch = watch(file)) {
            Path next = Files.createSymbolicLink(folder.resolve("..next"), two);
            Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertChanged();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void several_changes_at_once_are_one() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "1");
        try (FileWatch watch = watch(file)) {
            for (int i = 0; i < 20; i++) {
                Files.writeString(file, "more " + i);
                Thread.sleep(10);
            }
            assertChanged();
            assertUnchanged();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void a_file_that_is_only_touched_has_not_changed_unless_it_is_ordered() throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), "1");
        try (FileWatch watch = watch(file)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            Files.writeString(file, "1");
            assertUnchanged();
            watch.order();
            assertChanged();
        }
    }
}
