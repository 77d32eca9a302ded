package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "CAISSON_LISTENS,     CAISSON_LISTEN",
        "CAISSON_LISEN,       CAISSON_LISTEN",
        "CAISSON_LOGFORMAT,   CAISSON_LOG_FORMAT",
        "CAISSON_MAX_BODY,    ''",
        "CAISSON_BODYMAX,     CAISSON_BODY_MAX",
        "CAISSON_HINT,        CAISSON_HINTS",
    })
    void finds_the_name_that_was_meant(String name, String meant) {
        assertThat(NearestName.to(name, OwnVariable.names())).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAISSON_", "CAISSON_PASSWORD", "CAISSON_X", "CAISSON_TLS_CERTIFICATE"})
    void names_nothing_where_nothing_is_near(String name) {
        assertThat(NearestName.to(name, OwnVariable.names())).isEmpty();
    }
}
