package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guides show is what the program prints: blocks below a golden file's name are parts of that file. */
class GuidesTest {
    private static final Path GUIDES = Path.of("../docs/guides");
    private static final Path GOLDEN = Path.of("src/test/golden");
    private static final Pattern SHOWN = Pattern.compile("<!-- (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    private static List<Path> guides() throws IOException {
        try (Stream<Path> files = Files.list(GUIDES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void what_they_show_is_what_the_program_prints() throws IOException {
        int shown = 0;
        for (Path guide : guides()) {
            for (MatchResult block :
                    SHOWN.matcher(Files.readString(guide)).results().toList()) {
                assertThat(Files.readString(GOLDEN.resolve(block.group(1))))
                        .as(guide.toString())
                        .contains(block.group(2));
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(4);
    }

    @Test
    void their_links_lead_somewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path guide : guides()) {
            LINK.matcher(Files.readString(guide)).results().forEach(link -> {
                String to = link.group(1);
                if (!to.startsWith("http") && !Files.exists(GUIDES.resolve(to))) {
                    dead.add(guide.getFileName() + " -> " + to);
                }
            });
        }
        assertThat(dead).isEmpty();
    }
}
