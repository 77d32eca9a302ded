package io.caisson.conformance.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The jars that this build has made, if it has: a build that stops at its tests makes none. */
final class Jars {
    private static final List<String> MODULES = List.of("core", "server", "app");

    private Jars() {}

    /** The folder of the jars, unless one of them is missing or older than a source file of its module. */
    static Optional<Path> current(Path top) {
        var folder = top.resolve("app/target/lib");
        boolean current = MODULES.stream().allMatch(module -> {
            var made = time(folder.resolve("caisson-" + module + ".jar"));
            var sources = files(top.resolve(module).resolve("src/main"));
            return sources.map(Jars::time).allMatch(source -> source.compareTo(made) < 0);
        });
        return current ? Optional.of(folder) : Optional.empty();
    }

    private static Stream<Path> files(Path folder) {
        try (var walk = Files.walk(folder)) {
            return walk.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
