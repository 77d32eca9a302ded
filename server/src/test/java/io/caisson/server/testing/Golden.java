package io.caisson.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold what the program is expected to write; {@code -Dgolden.write=true} rewrites them for review. */
public final class Golden {
    private Golden() {}

    /** Compares with a file, named from the repository's root. */
    public static void assertMatches(String file, String actual) throws IOException {
        Path path = Path.of("..").resolve(file);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, actual);
        }
        assertThat(path)
                .as("run the test with -Dgolden.write=true and review the difference")
                .hasContent(actual);
    }
}
