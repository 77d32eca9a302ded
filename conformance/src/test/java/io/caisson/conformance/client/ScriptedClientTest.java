package io.caisson.conformance.client;

import io.caisson.conformance.rig.Docker;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Result;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of other languages. Each scenario is a function of a script under {@code clients/}, which checks it itself. */
@RealEngine
class ScriptedClientTest {
    private final Rig rig;
    private final Docker docker;

    ScriptedClientTest(Rig rig) {
        this.rig = rig;
        docker = rig.docker();
    }

    @BeforeAll
    static void install(Rig rig) throws Exception {
        NodePackages.install(rig.module().resolve("clients/node"), nodeFolder(rig));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lifecycle",
                "run_attaches_before_start",
                "exec_with_an_upgrade",
                "exec_without_an_upgrade",
                "exec_output_only_without_an_upgrade",
                "attach_without_an_upgrade",
                "logs_and_events_follow",
                "stats_stream",
                "archive_round_trip"
            })
    void dockerode_works(String scenario) {
        node(rig.open().host(), scenario).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lifecycle", "exec_with_an_upgrade", "exec_without_an_upgrade"})
    void dockerode_works_over_tcp(String scenario) {
        node(rig.open().tcpHost(), scenario).ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lifecycle",
                "run_returns_output_and_exit_code",
                "exec_runs_and_streams",
                "exec_socket_half_closes",
                "attach_streams",
                "logs_follow",
                "events_arrive",
                "stats_read_once_and_stream",
                "archive_round_trip",
                "images_build_and_save",
                "networks_and_volumes",
                "a_missing_container_is_not_found"
            })
    void the_python_client_works(String scenario) {
        python(rig.open().host(), scenario).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lifecycle", "exec_socket_half_closes"})
    void the_python_client_works_over_tcp(String scenario) {
        python(rig.open().tcpHost(), scenario).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lifecycle", "exec_with_input", "exec_with_output_only", "attach_with_input"})
    void the_ruby_client_works(String scenario) {
        script(rig.open().host(), List.of("ruby", clients("ruby/client.rb"), scenario, rig.name("ruby")))
                .ok();
    }

    private Result node(String host, String scenario) {
        var program = nodeFolder(rig).resolve("dockerode.js").toString();
        return script(host, List.of("node", program, scenario, rig.name("node")));
    }

    private Result python(String host, String scenario) {
        // the distribution's own interpreter has the distribution's client
        return script(host, List.of("/usr/bin/python3", clients("python/client.py"), scenario, rig.name("python")));
    }

    private Result script(String host, List<String> command) {
        return docker.program(command).with("DOCKER_HOST", host).run();
    }

    private String clients(String file) {
        return rig.module().resolve("clients").resolve(file).toString();
    }

    private static Path nodeFolder(Rig rig) {
        return rig.module().resolve("target/node");
    }
}
