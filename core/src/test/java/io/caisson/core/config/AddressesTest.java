package io.caisson.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:///run/caisson.sock",
                "tcp://127.0.0.1:2375",
                "tcp://0.0.0.0:0",
                "tcp://[::]:2375",
                "tcp://[2001:db8::1]:65535",
                "tcp://[fe80::1%eth0]:1",
                "tcp://docker-proxy.internal_net:2375",
            })
    void reads_a_listener_and_writes_it_back_alike(String text) {
        assertThat(Addresses.listener(text)).map(Address::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/run/caisson.sock",
                "unix:/run/caisson.sock",
                "unix://run/caisson.sock",
                "unix:///",
                "127.0.0.1:2375",
                "tcp://127.0.0.1",
                "tcp://:2375",
                "tcp://::1:2375",
                "tcp://[::1]",
                "tcp://[127.0.0.1]:1",
                "tcp://[]:1",
                "tcp://host:65536",
                "tcp://host:-1",
                "tcp://host:+1",
                "tcp://host:2375/",
                "tcp://a b:1",
                "tcp://user@host:1",
                "http://host:1",
                "TCP://host:1",
            })
    void refuses_what_is_no_listener(String text) {
        assertThat(Addresses.listener(text)).isEmpty();
    }

    @Test
    void refuses_a_path_that_the_kernel_cannot_hold() {
        assertThat(Addresses.path("/" + "x".repeat(106))).isPresent();
        assertThat(Addresses.path("/" + "x".repeat(107))).isEmpty();
        assertThat(Addresses.path("/" + "é".repeat(54))).as("bytes count").isEmpty();
        assertThat(Addresses.path("/a\0b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/var/run/docker.sock,       unix:///var/run/docker.sock",
        "unix@/run/podman.sock,      unix:///run/podman.sock",
        "unix:///run/podman.sock,    unix:///run/podman.sock",
        "tcp://dind:2375,            tcp://dind:2375",
        "dind:2375,                  tcp://dind:2375",
        "192.0.2.1:2375,             tcp://192.0.2.1:2375",
        "[2001:db8::1]:2375,         tcp://[2001:db8::1]:2375",
        "ipv4@192.0.2.1:2375,        tcp://192.0.2.1:2375",
        "ipv6@[2001:db8::1]:2375,    tcp://[2001:db8::1]:2375",
    })
    void reads_an_engine_as_the_images_name_it(String text, String address) {
        assertThat(Addresses.haproxyServer(text)).map(Address::toString).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker.sock",
                "dind",
                "dind:0",
                "abns@docker",
                "tcp://dind",
                "ssh://host",
                "fd@3",
                "unix@docker.sock"
            })
    void refuses_an_engine_that_cannot_be_called(String text) {
        assertThat(Addresses.haproxyServer(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/user/1000/docker.sock, unix:///run/user/1000/docker.sock",
        "tcp://dind:2376,                   tcp://dind:2376",
        "tcp://localhost,                   tcp://localhost:2375",
        "tcp://dind:2375/,                  tcp://dind:2375",
        "tcp://[::1],                       tcp://[::1]:2375",
    })
    void reads_an_engine_as_clients_name_it(String text, String address) {
        assertThat(Addresses.dockerHost(text, 2375)).map(Address::toString).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh://host", "npipe:////./pipe/docker_engine", "/var/run/docker.sock", "dind:2375", "tcp://"})
    void refuses_an_engine_of_clients_that_cannot_be_called(String text) {
        assertThat(Addresses.dockerHost(text, 2375)).isEmpty();
    }

    @Test
    void knows_which_addresses_only_this_machine_reaches() {
        assertThat(new Address.Tcp("127.0.0.1", 1).loopback()).isTrue();
        assertThat(new Address.Tcp("127.9.9.9", 1).loopback()).isTrue();
        assertThat(new Address.Tcp("::1", 1).loopback()).isTrue();
        assertThat(new Address.Tcp("localhost", 1).loopback()).isTrue();
        assertThat(new Address.Tcp("::", 1).loopback()).isFalse();
        assertThat(new Address.Tcp("0.0.0.0", 1).loopback()).isFalse();
        assertThat(new Address.Tcp("127.example.org", 1).loopback()).isFalse();
    }
}
