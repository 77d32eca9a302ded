package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.Problem;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeTest {
    @Test
    void every_proxy_of_a_compose_file_becomes_a_policy_with_the_name_of_its_service() throws IOException {
        Source file = new Source("compose.yaml", Files.readString(Path.of("src/test/import/compose.yaml")));
        Map<String, Imported> imported = PolicyImport.compose(file, Optional.empty(), Map.of("ALLOW_START", "1"));
        List<Imported.Policy> policies = new ArrayList<>();
        imported.values().forEach(each -> policies.add((Imported.Policy) each));
        assertThat(imported).containsOnlyKeys("filter", "linux-filter", "guard", "proxy", "traefik");
        ImportGoldenTest.golden("compose.yaml", Imported.file(policies));
        StringBuilder reports = new StringBuilder();
        policies.forEach(each -> reports.append(each.report().text()).append('\n'));
        ImportGoldenTest.golden("compose.txt", reports.toString());
    }

    @Test
    void one_service_alone_can_be_asked_for() {
        Source file = new Source("compose.yaml", """
            services:
              a: {image: tecnativa/docker-socket-proxy, environment: {INFO: 1}}
              b_2: {image: tecnativa/docker-socket-proxy, environment: [IMAGES=1]}
            """);
        Map<String, Imported> imported = PolicyImport.compose(file, Optional.of("b_2"), Map.of());
        assertThat(imported).containsOnlyKeys("b_2");
        assertThat(((Imported.Policy) imported.get("b_2")).file())
                .contains("b-2:")
                .contains("ImageGetAll")
                .doesNotContain("SystemInfo");
    }

    @Test
    void values_stand_for_variables_and_their_defaults() {
        Source file = new Source("compose.yaml", """
            services:
              a:
                image: ${REGISTRY:-}tecnativa/docker-socket-proxy:${TAG-latest}
                environment: {INFO: "${INFO:-0}", VOLUMES: "${VOLUMES}", NODES: "$${x}"}
            """);
        Map<String, Imported> imported = PolicyImport.compose(file, Optional.empty(), Map.of("VOLUMES", "1"));
        assertThat(((Imported.Policy) imported.get("a")).file())
                .contains("VolumeList")
                .doesNotContain("SystemInfo");
    }

    @Test
    void a_file_without_a_proxy_and_one_that_is_no_yaml_say_so() {
        assertThat(problems(new Source("compose.yaml", "services: {a: {image: nginx}}")))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:1:1: services: no service here is a proxy that is known");
        assertThat(problems(new Source("compose.yaml", "services: {a: [")))
                .singleElement()
                .asString()
                .contains("is no YAML");
    }

    private static List<String> problems(Source file) {
        return PolicyImport.compose(file, Optional.empty(), Map.of()).values().stream()
                .flatMap(each -> ((Imported.Refused) each).problems().stream())
                .map(Problem::text)
                .toList();
    }

    @Test
    void what_is_imported_is_a_policy_file_that_holds() throws IOException {
        for (Map.Entry<String, Imported> each : ImportGoldenTest.all().entrySet()) {
            String file = ((Imported.Policy) each.getValue()).file();
            assertThat(PolicyFiles.compile(Map.of(each.getKey() + ".yaml", file), Map.of()))
                    .as(each.getKey() + "\n" + file)
                    .isInstanceOf(Loaded.Valid.class);
        }
    }
}
