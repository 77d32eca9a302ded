package io.caisson.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Command;
import io.caisson.conformance.rig.Eventually;
import io.caisson.conformance.rig.Ports;
import io.caisson.conformance.rig.RealEngine;
import io.caisson.conformance.rig.Rig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealEngine
class PrometheusTest {
    private final Rig rig;

    PrometheusTest(Rig rig) {
        this.rig = rig;
    }

    @Test
    void prometheus_discovers_containers_with_containers_and_networks_open_and_nothing_else(@TempDir Path folder)
            throws Exception {
        var name = rig.docker().idle(rig.name("scraped"), "--label", "team=blue", "--expose", "9100");
        var front = rig.front(Map.of("CONTAINERS", "1", "NETWORKS", "1"));
        Files.writeString(folder.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: containers
                    docker_sd_configs:
                      - host: %s
                        refresh_interval: 1s
                        filters: [{name: label, values: [team=blue]}]
                """.formatted(front.tcpHost()));
        int port = Ports.free();
        var command = List.of(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        var targets = List.of("curl", "-s", "http://127.0.0.1:" + port + "/api/v1/targets");
        try (var prometheus = rig.docker().program(command).start()) {
            Eventually.within(
                    Command.WAIT_MAX,
                    () -> "the container in Prometheus: " + prometheus,
                    () -> rig.docker()
                            .program(targets)
                            .run()
                            .out()
                            .contains("\"__meta_docker_container_name\":\"/" + name + "\""));
            assertThat(rig.docker().program(targets).run().ok())
                    .contains("\"__meta_docker_container_label_team\":\"blue\"")
                    .contains("\"__meta_docker_network_name\":\"bridge\"");
            prometheus.signal("TERM");
            prometheus.finish(Command.WAIT_MAX);
        }
    }
}
