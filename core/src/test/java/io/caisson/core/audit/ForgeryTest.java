package io.caisson.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Whatever a client sends, a rendering is one line of printable ASCII, and the JSON line says what was sent. */
class ForgeryTest {
    private static final int EVENTS = 4_000;
    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> HOSTILE = List.of(
            "\n",
            "\r\n",
            "\"",
            "\\",
            "\\\"",
            "\\u000a",
            "\u0000",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u009b31m",
            "\u2028",
            "\u2029",
            "\u202e",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "\",\"decision\":\"allow\",\"x\":\"",
            "}\n{",
            " ");

    @Test
    void no_text_of_a_client_forges_a_line() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        forEachEvent(random, event -> {
            for (Rendering rendering :
                    List.of(new JsonLines(AuditEvents.IDS, false), new TextLines(AuditEvents.IDS, false, false))) {
                byte[] line = render(rendering, event);
                if (!isOneLine(line)) {
                    throw new AssertionError("seed " + seed + ": " + Arrays.toString(line));
                }
            }
        });
    }

    @Test
    void a_json_line_reads_back_to_what_happened() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        forEachEvent(random, event -> {
            byte[] line = render(new JsonLines(AuditEvents.IDS, false), event);
            assertThat(parse(line)).as("seed %d", seed).containsExactlyEntriesOf(expected(event));
        });
    }

    private static boolean isOneLine(byte[] line) {
        for (int i = 0; i < line.length - 1; i++) {
            if (line[i] < 0x20 || line[i] > 0x7e) {
                return false;
            }
        }
        return line[line.length - 1] == '\n';
    }

    /** A reader that splits a text line at blanks sees the same number of words whatever the request holds. */
    @Test
    void the_request_is_two_words_of_a_text_line() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TextLines rendering = new TextLines(AuditEvents.IDS, false, false);
        forEachEvent(random, event -> {
            AuditEvent plain = AuditEvents.denied();
            plain.operation = event.operation;
            plain.timeMillis = event.timeMillis;
            String before = words(render(rendering, plain));
            plain.method = event.method.isEmpty() ? "-" : event.method;
            plain.target = event.target;
            plain.targetLength = event.targetLength;
            assertThat(words(render(rendering, plain))).as("seed %d", seed).isEqualTo(before);
        });
    }

    private static String words(byte[] line) {
        String[] words = new String(line, StandardCharsets.US_ASCII).split(" +");
        return words.length + " " + words[1] + " " + words[words.length - 1];
    }

    private static void forEachEvent(Random random, Consumer<AuditEvent> check) {
        AuditEvent event = new AuditEvent();
        for (int i = 0; i < EVENTS; i++) {
            fill(event, random);
            check.accept(event);
        }
    }

    private static void fill(AuditEvent event, Random random) {
        event.clear();
        event.timeMillis = random.nextLong(4_000_000_000_000L);
        event.exchange = random.nextLong(Long.MAX_VALUE);
        event.principal = random.nextBoolean() ? new Principal(text(random), text(random)) : null;
        event.method = text(random);
        event.target = text(random).getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            event.target = new byte[random.nextInt(40)];
            random.nextBytes(event.target);
        }
        event.targetLength = random.nextInt(event.target.length + 1);
        event.operation = random.nextBoolean()
                ? Operation.all().get(random.nextInt(Operation.all().size()))
                : null;
        event.rule = random.nextBoolean() ? new RuleRef(text(random), text(random)) : null;
        event.allowed = random.nextBoolean();
        event.reason = random.nextBoolean() ? Reason.values()[random.nextInt(Reason.values().length)] : null;
        event.status = random.nextBoolean() ? 100 + random.nextInt(500) : 0;
        event.bytesUp = random.nextLong(Long.MAX_VALUE);
        event.bytesDown = random.nextLong(1_000);
        event.durationNanos = random.nextLong(1L << random.nextInt(1, 60));
        event.hijacked = random.nextBoolean();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.append((char) random.nextInt(0x100));
                case 2 -> text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
                default -> text.append((char) ('!' + random.nextInt(90)));
            }
        }
        return text.toString();
    }

    private static byte[] render(Rendering rendering, AuditEvent event) {
        ByteWriter out = new ByteWriter(16);
        rendering.write(event, out);
        return out.toByteArray();
    }

    private static Map<String, Object> expected(AuditEvent event) {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("time", java.time.Instant.ofEpochMilli(event.timeMillis));
        expected.put("exchange", "k7m2qa-" + event.exchange);
        if (event.principal != null) {
            expected.put("listener", event.principal.listener());
            expected.put("client", event.principal.address());
        }
        String method = event.method.substring(0, Math.min(event.method.length(), Rendering.METHOD_CHARACTERS_MAX));
        expected.put("method", method.isEmpty() ? null : method);
        expected.put("operation", event.operation == null ? null : event.operation.id());
        String target = new String(event.target, 0, event.targetLength, StandardCharsets.ISO_8859_1);
        expected.put("target", target.isEmpty() ? null : target);
        expected.put("decision", event.allowed ? "allow" : "deny");
        expected.put("reason", event.reason == null ? null : event.reason.code());
        expected.put("policy", event.rule == null ? null : event.rule.policy());
        expected.put("rule", event.rule == null ? null : event.rule.rule());
        expected.put("status", event.status == 0 ? null : (Object) (long) event.status);
        expected.put("bytes_up", event.bytesUp);
        expected.put("bytes_down", event.bytesDown);
        expected.put("duration_ms", java.math.BigDecimal.valueOf((event.durationNanos + 500) / 1_000, 3));
        expected.put("hijacked", event.hijacked);
        expected.values().removeIf(value -> value == null);
        return expected;
    }

    private static Map<String, Object> parse(byte[] line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                Object value = switch (parser.nextToken()) {
                    case VALUE_STRING ->
                        name.equals("time") ? java.time.Instant.parse(parser.getString()) : parser.getString();
                    case VALUE_NUMBER_INT -> parser.getLongValue();
                    case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    default -> throw new AssertionError("not a plain value: " + name);
                };
                assertThat(fields.put(name, value))
                        .as("a field given twice: " + name)
                        .isNull();
            }
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextToken()).isNull();
        }
        return fields;
    }
}
