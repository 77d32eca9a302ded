package io.caisson.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that users read, kept in files and reviewed as differences; {@code -Dgolden.write=true} writes them anew. */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/golden");
    private static final int COLUMNS = 80;

    private Golden() {}

    /** The text is that of the file. */
    public static void check(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("run the test with -Dgolden.write=true and review the difference")
                .hasContent(text);
    }

    /** The text is that of the file, and fits a terminal. */
    public static void checkScreen(String name, String text) throws IOException {
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        check(name, text);
    }
}
