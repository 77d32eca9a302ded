package io.caisson.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page on TLS says is spoken is what is spoken. */
class TlsPageTest {
    @Test
    void the_page_names_what_is_spoken_and_nothing_else() throws Exception {
        String page = Files.readString(Path.of("../docs/reference/tls.md"));
        for (String suite : Defaults.SUITES) {
            if (suite.startsWith("TLS_ECDHE_")) {
                assertThat(suite)
                        .matches("TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");
            } else {
                assertThat(page).contains("`" + suite + "`");
            }
        }
        assertThat(page.split("`TLS_", -1).length - 1).isEqualTo((int) Defaults.SUITES.stream()
                .filter(suite -> !suite.startsWith("TLS_ECDHE_"))
                .count());
        assertThat(Defaults.PROTOCOLS).containsExactly("TLSv1.3", "TLSv1.2");
    }
}
