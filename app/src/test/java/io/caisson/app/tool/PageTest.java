package io.caisson.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void wraps_at_blanks_and_hangs_the_rest() {
        String text =
                new Page().paragraph("- ", "  ", "word ".repeat(30).strip()).toString();
        assertThat(text.lines()).allMatch(line -> line.length() <= 80).hasSize(2);
        assertThat(text.lines().skip(1)).allMatch(line -> line.startsWith("  word"));
    }

    @Test
    void a_word_that_is_too_long_stays_whole_so_that_it_can_be_copied() {
        String word = "x".repeat(200);
        assertThat(new Page().paragraph("", "  ", "a " + word + " b").toString())
                .isEqualTo("a\n  " + word + "\n  b\n");
    }

    @Test
    void no_text_of_a_client_drives_the_terminal() {
        assertThat(new Page().line("a\u001b[2Jb\rc\u202ed").toString()).isEqualTo("a\\u001b[2Jb\\u000dc\\u202ed\n");
    }

    @Test
    void counts_in_words() {
        assertThat(Page.count(1, "call")).isEqualTo("1 call");
        assertThat(Page.count(2, "policy")).isEqualTo("2 policies");
    }
}
