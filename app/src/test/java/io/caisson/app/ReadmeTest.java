package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Settings;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first page says what is true. */
class ReadmeTest {
    private final String readme = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../README.md"));
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Test
    void the_compose_file_opens_lists_inspection_and_events_and_nothing_else() {
        String block = readme.substring(readme.indexOf("    environment:\n"), readme.indexOf("    volumes:"));
        Map<String, String> environment = new HashMap<>();
        Matcher line = Pattern.compile("(?m)^ {6}([A-Z_]+): (\\S+)").matcher(block);
        while (line.find()) {
            environment.put(line.group(1), line.group(2));
        }
        assertThat(environment).containsEntry("CONTAINERS", "1");
        List<Operation> open = Operation.all().stream()
                .filter(operation -> policy(environment).decide(operation) instanceof Decision.Allow)
                .filter(operation -> !operation.tag().libpod())
                .toList();
        assertThat(open)
                .containsExactlyInAnyOrder(
                        Operation.SystemPing,
                        Operation.SystemPingHead,
                        Operation.SystemVersion,
                        Operation.SystemEvents,
                        Operation.ContainerList,
                        Operation.ContainerInspect,
                        Operation.ContainerStats,
                        Operation.CheckpointList);
    }

    @Test
    void the_refusal_is_the_one_that_a_client_gets() {
        Decision.Deny deny = (Decision.Deny) policy(Map.of("CONTAINERS", "1")).decide(Operation.ContainerCreate);
        assertThat(readme)
                .contains("docker: Error response from daemon: caisson: " + deny.message() + " ("
                        + deny.reason().code() + ", exchange ");
    }

    private static Policy policy(Map<String, String> environment) {
        Loaded loaded = EnvironmentSettings.load(environment, true, 1);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        Settings settings = ((Loaded.Valid) loaded).settings();
        return settings.policy();
    }
}
