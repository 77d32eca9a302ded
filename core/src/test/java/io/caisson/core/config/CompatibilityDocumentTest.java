package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference page says what the tests compare; {@code -Dgolden.write=true} writes it anew. */
class CompatibilityDocumentTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "."), "..", "docs", "reference", "compatibility.md");

    @Test
    void the_reference_page_on_compatibility_is_up_to_date() throws IOException {
        String expected = CompatibilityDocument.render();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).hasContent(expected);
    }
}
