package io.caisson.core.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.testing.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReasonsReferenceTest {
    @Test
    void the_reference_lists_every_reason() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Reasons

                Every answer that is Caisson's own carries one of these codes: in the answer, in the
                [audit event](audit-event.md) and in the [metrics](metrics.md). Codes are never renamed or reused.
                Status 499 is recorded only, as the client that would get it has left.
                This page is generated from the code.

                | Code | Status | Meaning |
                |---|---|---|
                """);
        for (Reason reason : Reason.values()) {
            page.append("| `%s` | %d | %s |\n".formatted(reason.code(), reason.status(), reason.sentence()));
        }
        Golden.assertMatches("docs/reference/reasons.md", page.toString());
    }

    @Test
    void codes_and_sentences_fit_into_a_table_a_label_and_a_json_string() {
        for (Reason reason : Reason.values()) {
            assertThat(reason.code()).matches("[a-z][a-z0-9_]+");
            assertThat(reason.sentence()).matches("[ -~&&[^\"\\\\|]]+").doesNotEndWith(".");
        }
    }
}
