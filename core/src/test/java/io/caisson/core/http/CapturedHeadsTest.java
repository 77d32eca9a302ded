package io.caisson.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real clients' heads are accepted as they are. */
class CapturedHeadsTest {
    static List<String> names() {
        return Heads.capturedNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void accepts_what_real_clients_send(String name) {
        byte[] bytes = Heads.captured(name);
        Heads.Parsed parsed = Heads.parse(bytes);
        assertThat(parsed.head().malformed()).isNull();
        assertThat(parsed.end()).isEqualTo(bytes.length);
        assertThat(parsed.head().contentTypeRefusal()).isNull();
        assertThat(parsed.head().keepAlive()).isTrue();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(parsed.head().target()).isEqualTo(text.split(" ")[1]);
        for (String field : text.split("\r\n")) {
            boolean ownHop = field.matches("(?i)(host|connection|upgrade|content-length|transfer-encoding|expect):.*");
            if (field.contains(": ") && !ownHop) {
                assertThat(parsed.forwarded()).contains(field + "\r\n");
            }
        }
    }

    @Test
    void knows_what_their_unusual_fields_mean() {
        RequestHead curl =
                Heads.parse(Heads.captured("curl-image-load-chunked")).head();
        assertThat(curl.expectsContinue()).isTrue();
        assertThat(curl.framing()).isEqualTo(Framing.CHUNKED);
        RequestHead python = Heads.parse(Heads.captured("python-attach")).head();
        assertThat(python.upgrade()).isEqualTo(RequestHead.Upgrade.TCP);
        assertThat(python.hasBody()).isFalse();
        RequestHead dockerode =
                Heads.parse(Heads.captured("dockerode-attach-no-upgrade")).head();
        assertThat(dockerode.upgrade()).isEqualTo(RequestHead.Upgrade.NONE);
        assertThat(dockerode.contentLength()).isEqualTo(29);
    }
}
