package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":2375                              | [tcp://0.0.0.0:2375]",
                "*:2375                             | [tcp://0.0.0.0:2375]",
                "0.0.0.0:2375                       | [tcp://0.0.0.0:2375]",
                "[::]:2375 v4v6                     | [tcp://[::]:2375]",
                ":::2375 v4v6                       | [tcp://[::]:2375]",
                "ipv4@:2375                         | [tcp://0.0.0.0:2375]",
                "ipv6@:2375                         | [tcp://[::]:2375]",
                "127.0.0.1:2375,[::1]:2375          | [tcp://127.0.0.1:2375, tcp://[::1]:2375]",
                "/run/proxy.sock                    | [unix:///run/proxy.sock]",
                "unix@/run/proxy.sock mode 660      | [unix:///run/proxy.sock]",
                ":2375 name in maxconn 100 tfo      | [tcp://0.0.0.0:2375]",
            })
    void reads_what_haproxy_reads(String value, String listen) {
        Variables variables = new Variables(Map.of());
        assertThat(BindConfig.read(value, variables).listen()).hasToString(listen);
        assertThat(variables.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2375                       | `2375` is no address",
                ":2375-2377                 | `:2375-2377` is no address",
                ":0                         | `:0` is no address",
                "abns@docker                | `abns@docker` is no address",
                "fd@3                       | `fd@3` is no address",
                ":2375,                     | `` is no address",
                "[::]:2375 v6only           | `v6only` is an option",
                ":2375 ssl crt /cert.pem    | `ssl` is an option",
                ":2375 accept-proxy         | `accept-proxy` is an option",
                ":2375 interface eth0       | `interface` is an option",
                "/run/p.sock user docker    | `user` is an option",
                "/run/p.sock mode 9         | `mode 9` is no file mode",
                "/run/p.sock mode           | `mode ` is no file mode",
            })
    void refuses_what_it_cannot_do(String value, String start) {
        Variables variables = new Variables(Map.of());
        BindConfig.read(value, variables);
        assertThat(variables.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo("BIND_CONFIG");
            assertThat(problem.message()).startsWith(start).containsAnyOf("write", "set");
        });
    }

    @Test
    void reads_the_mode_of_a_socket() {
        Variables variables = new Variables(Map.of());
        assertThat(BindConfig.read("/run/p.sock mode 0600", variables).socketMode())
                .isEqualTo(Optional.of(0600));
        assertThat(BindConfig.read("/run/p.sock", variables).socketMode()).isEmpty();
    }
}
