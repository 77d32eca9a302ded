package io.caisson.language.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One allowlist said in two languages comes to one policy. */
class AgreementTest {
    private static final int ROUNDS = 12;
    private static final List<String> SECTIONS = List.of(
            "AUTH",
            "BUILD",
            "COMMIT",
            "CONFIGS",
            "CONTAINERS",
            "DISTRIBUTION",
            "EVENTS",
            "EXEC",
            "GRPC",
            "IMAGES",
            "INFO",
            "NETWORKS",
            "NODES",
            "PING",
            "PLUGINS",
            "SECRETS",
            "SERVICES",
            "SESSION",
            "SWARM",
            "SYSTEM",
            "TASKS",
            "VERSION",
            "VOLUMES");

    @Test
    void sections_as_variables_and_as_conditions_of_haproxy_open_the_same() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Map<String, String> variables = variables(new Random(seed));
            StringBuilder configuration =
                    new StringBuilder("http-request deny unless METH_GET || { env(POST) -m bool }\n");
            for (String section : SECTIONS) {
                configuration
                        .append("http-request allow if { path,url_dec -m reg -i ^(/v[\\d\\.]+)?/")
                        .append(path(section))
                        .append(" } { env(")
                        .append(section)
                        .append(") -m bool }\n");
            }
            configuration.append("http-request deny\n");
            Source source = new Source("haproxy.cfg", configuration.toString());
            Set<Operation> byVariables = open(PolicyImport.environment(variables, "p"));
            // Opened by POST there, and by no line for reading here.
            byVariables.remove(Operation.ContainerAttachWebsocket);
            assertThat(open(PolicyImport.haproxy(source, variables, "p")))
                    .as("seed " + seed + ": " + variables)
                    .isEqualTo(byVariables);
        }
    }

    @Test
    void patterns_for_each_method_open_the_same_in_socket_proxy_and_cetusguard() {
        for (String pattern : List.of(
                "/v1\\.[0-9]+/containers/(json|[a-zA-Z0-9_.-]+/(json|stats|top))",
                "(/v[0-9.]+)?/(info|version|_ping|events)",
                "(/v[0-9.]+)?/(images|volumes|networks)(/.*)?",
                "/.*/logs")) {
            Source rules = new Source("rules", "GET " + pattern);
            assertThat(open(PolicyImport.wollomatic(List.of("-allowGET=" + pattern), Map.of(), "p")))
                    .as(pattern)
                    .isEqualTo(open(PolicyImport.cetusguard(rules, false, "p")))
                    .isNotEmpty();
        }
    }

    private static Map<String, String> variables(Random random) {
        Map<String, String> variables = new HashMap<>();
        for (String section : SECTIONS) {
            variables.put(section, random.nextBoolean() ? "1" : "0");
        }
        variables.put("POST", random.nextBoolean() ? "1" : "0");
        return variables;
    }

    private static String path(String section) {
        return section.equals("PING") ? "_ping" : section.toLowerCase(Locale.ROOT);
    }

    private static Set<Operation> open(Imported imported) {
        String file = ((Imported.Policy) imported).file();
        Loaded.Valid loaded = (Loaded.Valid) PolicyFiles.compile(Map.of("p.yaml", file), Map.of());
        Policy policy = loaded.snapshot().policies().get("p");
        Set<Operation> open = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.all()) {
            if (policy.decide(operation) instanceof Decision.Allow) {
                open.add(operation);
            }
        }
        return open;
    }
}
