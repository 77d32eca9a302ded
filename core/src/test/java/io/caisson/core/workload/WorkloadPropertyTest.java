package io.caisson.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Claims that hold for any request; a failure names its seed. */
class WorkloadPropertyTest {
    private static final int ROUNDS = 2_000;
    private static final String[] TEXTS = {
        "",
        "a",
        "\"",
        "\\",
        "\n\t\u0001",
        "\u017f\u212a",
        "\ud83d\ude00",
        "/etc",
        "host",
        "ALL",
        "no-new-privileges",
        "\u2028"
    };
    private static final String[] FIELDS = {
        "Binds",
        "CapAdd",
        "CapDrop",
        "SecurityOpt",
        "Privileged",
        "Memory",
        "PidsLimit",
        "NetworkMode",
        "Strange",
        "Tmpfs"
    };

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> new Json.Text(TEXTS[random.nextInt(TEXTS.length)]);
            case 1 -> new Json.Numeral(Integer.toString(random.nextInt(2_000) - 1_000));
            case 2 -> new Json.Bool(random.nextBoolean());
            case 3 -> new Json.Null();
            case 4 -> {
                List<Json> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield new Json.Array(items);
            }
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(TEXTS[random.nextInt(TEXTS.length)] + i, value(random, depth + 1));
                }
                yield new Json.Members(members);
            }
        };
    }

    @Test
    void what_is_written_reads_the_same() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Json json = value(new Random(seed), 0);
            Read<Json> read = StrictJson.read(StrictJson.write(json), JsonLimits.REQUEST);
            assertThat(read).as("seed " + seed).isEqualTo(new Read.Value<>(json));
        }
    }

    /** A container's body of fields of the right types, most of them harmless. */
    private static String body(Random random) {
        Map<String, Json> host = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String field = FIELDS[random.nextInt(FIELDS.length)];
            Json text = new Json.Text(TEXTS[random.nextInt(TEXTS.length)]);
            host.put(
                    field,
                    switch (field) {
                        case "Privileged" -> new Json.Bool(random.nextBoolean());
                        case "Memory", "PidsLimit" -> new Json.Numeral(Integer.toString(random.nextInt(200) - 50));
                        case "NetworkMode", "Strange" -> text;
                        case "Tmpfs" -> new Json.Members(Map.of("/t", text));
                        default -> new Json.Array(List.of(text));
                    });
        }
        Json body = new Json.Members(Map.of("HostConfig", new Json.Members(host)));
        return new String(StrictJson.write(body), StandardCharsets.UTF_8);
    }

    @Test
    void an_unknown_field_never_makes_a_refused_request_fit() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            String body = body(new Random(seed));
            for (Standard standard : List.of(Standard.BASELINE, Standard.RESTRICTED)) {
                WorkloadPolicy policy = Requests.policy(standard);
                if (Requests.create(policy, body) instanceof Verdict.Exceeds) {
                    String more = body.replaceFirst("\\{", "{\"Unheard\":{\"Of\":[true]},");
                    assertThat(Requests.create(policy, more)).as("seed " + seed).isInstanceOf(Verdict.Exceeds.class);
                }
            }
        }
    }

    @Test
    void restricted_takes_nothing_that_baseline_refuses() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            String body = body(new Random(seed));
            if (Requests.create(Requests.policy(Standard.RESTRICTED), body) instanceof Verdict.Fits) {
                assertThat(Requests.create(Requests.policy(Standard.BASELINE), body))
                        .as("seed " + seed)
                        .isInstanceOf(Verdict.Fits.class);
            }
        }
    }

    @Test
    void what_is_hardened_needs_no_hardening() {
        Hardening hardening = new Hardening(
                true, true, true, true, "7:7", 100, 5, 9, "r", "n", List.of("d"), Map.of("l", "v"), Map.of("o", "v"));
        for (int seed = 0; seed < ROUNDS; seed++) {
            Read<Json> read =
                    StrictJson.read(body(new Random(seed)).getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
            Json once = hardening
                    .apply(Operation.ContainerCreate, ((Read.Value<Json>) read).value())
                    .body();
            assertThat(hardening.apply(Operation.ContainerCreate, once).changes())
                    .as("seed " + seed)
                    .isEmpty();
        }
    }
}
