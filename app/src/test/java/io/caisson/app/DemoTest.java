package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.app.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo does what it says, without an engine and without a docker client. */
@Timeout(120)
class DemoTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void each_command_that_it_prints_does_what_it_says() throws Exception {
        try (Program demo = Program.start(
                java.util.List.of("-Djava.io.tmpdir=" + folder), Map.of("PATH", folder.toString()), "demo")) {
            String first = demo.awaitLine("curl -N http://").strip();
            String says = demo.awaitLine("{\"message\":\"caisson: ").strip();
            String second = demo.awaitLine("curl -X POST http://").strip();
            String third = demo.awaitLine("curl -N http://").strip();
            demo.awaitLine("Ctrl-C ends the demo");

            HttpResponse<String> list = http.send(get(first), HttpResponse.BodyHandlers.ofString());
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(list.body()).contains("\"/web\"");
            assertThat(demo.awaitLine("ContainerList")).contains("allow  200").contains("CONTAINERS=1");

            HttpRequest stop = HttpRequest.newBuilder(uri(second))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> refused = http.send(stop, HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).startsWith(says.substring(0, says.indexOf("...")));
            assertThat(demo.awaitLine("ContainerStop")).contains("DENY   403");

            try (var lines =
                    http.send(get(third), HttpResponse.BodyHandlers.ofLines()).body()) {
                assertThat(lines.limit(2)).allMatch(line -> line.contains("\"name\":\"/web\""));
            }
            demo.terminate();
            assertThat(demo.exit()).isZero();
            assertThat(left()).isEmpty();
        }
    }

    @Test
    void with_a_docker_client_it_prints_commands_for_that() throws Exception {
        Files.createFile(folder.resolve("docker")).toFile().setExecutable(true);
        try (Program demo = Program.start(Map.of("PATH", folder.toString()), "demo")) {
            demo.awaitLine("docker -H tcp://");
            assertThat(demo.awaitLine("Error response from daemon: caisson: ContainerStop is not allowed here"))
                    .contains("ALLOW_STOP=1");
            demo.awaitLine(" logs --tail 3 -f web");
        }
    }

    private java.util.List<Path> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static HttpRequest get(String command) {
        return HttpRequest.newBuilder(uri(command)).build();
    }

    private static URI uri(String command) {
        return URI.create(command.substring(command.indexOf("http://")));
    }
}
