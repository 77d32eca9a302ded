package io.caisson.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single items of lists allow. */
class EntryTest {
    @ParameterizedTest
    @CsvSource({
        "/srv/ci/**, /srv/ci, false, true",
        "/srv/ci/**, /srv/ci/a/b, false, true",
        "/srv/ci/**, /srv/cix, false, false",
        "/srv/ci/**, /srv, false, false",
        "/srv/ci/**, /, true, false",
        "/srv/ci/**:ro, /srv/ci/a, false, false",
        "/srv/ci/**:ro, /srv/ci/a, true, true",
        "/srv/*/data, /srv/a/data, false, true",
        "/srv/*/data, /srv/a/b/data, false, false",
        "/srv/*, /srv/, false, true",
        "/srv, /srv/a, false, false",
        "/**, /etc/shadow, false, true",
    })
    void a_bind_is_allowed_by_its_cleaned_path(String entry, String path, boolean readOnly, boolean allowed) {
        Demand demand = new Demand.HostPath(Control.BINDS, "f", path, readOnly);
        assertThat(Entries.of(Control.BINDS, entry).orElseThrow().allows(demand))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"srv", "/srv/../etc", "/srv/./a", "/srv//a/**", "./a", "''"})
    void a_bind_that_is_not_clean_is_no_entry(String entry) {
        assertThat(Entries.of(Control.BINDS, entry)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8000-8999, 127.0.0.1, 8000, 8000, true",
        "127.0.0.1:8000-8999, '', 8000, 8000, false",
        "127.0.0.1:8000-8999, 0.0.0.0, 8000, 8000, false",
        "127.0.0.1:8000-8999, 127.0.0.1, 8990, 9000, false",
        "127.0.0.1:8000-8999, 127.0.0.1, 0, 0, false",
        "127.0.0.1:any, 127.0.0.1, 0, 0, true",
        "8080, '', 8080, 8080, true",
        "8080, 192.0.2.1, 8080, 8080, true",
        "'[::1]:80', ::1, 80, 80, true",
    })
    void a_port_is_allowed_by_address_and_range(String entry, String address, int first, int last, boolean allowed) {
        Demand demand = new Demand.HostPorts("f", address, first, last);
        assertThat(Entries.of(Control.PORTS, entry).orElseThrow().allows(demand))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx, true",
        "nginx, docker.io/library/nginx:1.27, true",
        "nginx, index.docker.io/library/nginx, true",
        "nginx, evil.example.com/library/nginx, false",
        "nginx, someone/nginx, false",
        "nginx:1.*, nginx:1.27, true",
        "nginx:1.*, nginx, false",
        "nginx:1.*, nginx:2.1, false",
        "registry.example.com/**, registry.example.com/a/b:c, true",
        "registry.example.com/**, registry.example.com.evil.org/a, false",
        "registry.example.com/*, registry.example.com/a/b, false",
        "registry.example.com/**, Registry.example.com/a, false",
        "registry.example.com/**@sha256:*, registry.example.com/a:1, false",
        "registry.example.com/**@sha256:*, registry.example.com/a@sha256:0123, true",
        "registry.example.com/**@sha256:*, registry.example.com/a:1@sha256:0123, true",
        "**, anything/at:all, true",
        "nginx, 'nginx evil', false",
    })
    void an_image_is_allowed_by_its_full_name(String entry, String name, boolean allowed) {
        assertThat(new ImageRule(entry).allows(name)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "devices, /dev/fuse, /dev/fuse:rwm, true",
        "devices, /dev/fuse:rw, /dev/fuse:rwm, false",
        "devices, /dev/ttyUSB*:rw, /dev/ttyUSB0:r, true",
        "devices, /dev/ttyUSB*:rw, /dev/ttyUSB0/x:r, false",
        "ulimits, nofile, nofile:9, true",
        "ulimits, nofile:1024, nofile:1024, true",
        "ulimits, nofile:1024, nofile:1025, false",
        "ulimits, nofile:1024, nofile:unlimited, false",
        "ulimits, nofile:1024, nproc:1, false",
        "capabilities, cap_net_admin, NET_ADMIN, true",
        "capabilities, NET_*, NET_ADMIN, true",
        "users, 1000:*, 1000:0, true",
        "users, 1000, 1000:0, false",
        "commands, git *, git log, true",
        "commands, git *, 'sh -c git', false",
    })
    void a_name_is_allowed_by_its_pattern(String key, String entry, String value, boolean allowed) {
        Control control = Control.byKey(key).orElseThrow();
        Demand demand = new Demand.Named(control, "f", value);
        assertThat(Entries.of(control, entry).orElseThrow().allows(demand)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, true",
        "1000:1000, true",
        "0, false",
        "00, false",
        "+0, false",
        "1000:0, false",
        "root, false",
        "nobody, false",
        "'1000:', false",
        "4294967296, false",
        "2147483648, false",
        "99999999999999999999, false",
    })
    void an_ordinary_user_is_a_number_above_zero(String user, boolean ordinary) {
        assertThat(Safe.isOrdinary(user)).isEqualTo(ordinary);
    }

    @ParameterizedTest
    @CsvSource({
        "/var/run/docker.sock, false",
        "/run, false",
        "/, false",
        "/var, false",
        "/srv/engine/my.sock, false",
        "/srv/engine, false",
        "/srv/data, true",
        "/run/other, true",
    })
    void no_list_gives_an_engines_socket_away(String path, boolean allowed) {
        WorkloadPolicy policy =
                Requests.policy(Standard.BASELINE, "binds=/**").withSockets(java.util.List.of("/srv/engine/my.sock"));
        assertThat(policy.allows(new Demand.HostPath(Control.BINDS, "f", path, true)))
                .isEqualTo(allowed);
    }
}
