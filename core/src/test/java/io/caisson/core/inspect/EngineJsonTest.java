package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Bodies that were sent to two live engines to make a volume: what we take, both engines took in the one way in which we
 * read it.
 */
class EngineJsonTest {
    /** The bodies by the names of the probes; latin-1 stands for bytes. */
    private static final Map<String, String> PROBES = new LinkedHashMap<>();

    static {
        PROBES.put("duplicate key", "{\"Name\":\"a1\",\"Name\":\"a2\"}");
        PROBES.put("case variant after", "{\"Name\":\"b1\",\"name\":\"b2\"}");
        PROBES.put("case variant before", "{\"name\":\"c1\",\"Name\":\"c1\"}");
        PROBES.put("all caps only", "{\"NAME\":\"d1\"}");
        PROBES.put("unknown key", "{\"Name\":\"e1\",\"Foo\":1}");
        PROBES.put(
                "duplicate object key (merge?)", "{\"Name\":\"f1\",\"Labels\":{\"a\":\"1\"},\"Labels\":{\"b\":\"2\"}}");
        PROBES.put("duplicate object key then null", "{\"Name\":\"f2\",\"Labels\":{\"a\":\"1\"},\"Labels\":null}");
        PROBES.put("map keys differing by case", "{\"Name\":\"f3\",\"Labels\":{\"a\":\"1\",\"A\":\"2\"}}");
        PROBES.put("duplicate map key", "{\"Name\":\"f4\",\"Labels\":{\"a\":\"1\",\"a\":\"2\"}}");
        PROBES.put("escaped key \\u004eame", "{\"\\u004eame\":\"g1\"}");
        PROBES.put("U+017F long s in key Label\u017f", "{\"Name\":\"g2\",\"Label\u00c5\u00bf\":{\"a\":\"1\"}}");
        PROBES.put("wrong type string<-number", "{\"Name\":1}");
        PROBES.put("wrong type map<-array", "{\"Name\":\"h\",\"Labels\":[]}");
        PROBES.put("array body", "[]");
        PROBES.put("string body", "\"a\"");
        PROBES.put("whitespace body", "  ");
        PROBES.put("trailing garbage", "{\"Name\":\"t1\"} x");
        PROBES.put("second JSON value", "{\"Name\":\"t2\"}{\"Name\":\"t3\"}");
        PROBES.put("trailing }", "{\"Name\":\"t4\"}}");
        PROBES.put("trailing ]", "{\"Name\":\"t5\"}]");
        PROBES.put("trailing } then object", "{\"Name\":\"t5b\"}}{\"Name\":\"x\"}");
        PROBES.put("trailing comma value", "{\"Name\":\"t6\"},1");
        PROBES.put("trailing newline", "{\"Name\":\"t8\"}\n");
        PROBES.put("trailing NUL", "{\"Name\":\"t9\"}\0");
        PROBES.put("BOM", "\u00ef\u00bb\u00bf{\"Name\":\"u1\"}");
        PROBES.put("line comment", "{\"Name\":\"u2\"// c\n}");
        PROBES.put("trailing comma in object", "{\"Name\":\"u3\",}");
        PROBES.put("single quotes", "{'Name':'u4'}");
        PROBES.put("UTF-16LE body", "{\0\"\0N\0");
        PROBES.put("invalid UTF-8 in string", "{\"Name\":\"u6\",\"Labels\":{\"k\":\"\u00ff\"}}");
        PROBES.put("invalid UTF-8 in key", "{\"Name\":\"u7\",\"Labels\":{\"\u00ff\":\"v\"}}");
        PROBES.put("lone surrogate escape", "{\"Name\":\"u8\",\"Labels\":{\"k\":\"\\ud800\"}}");
        PROBES.put("raw control char in string", "{\"Name\":\"\u0001\"}");
        PROBES.put("raw newline in string", "{\"Name\":\"\n\"}");
        PROBES.put("leading zeros / NaN", "{\"Name\":NaN}");
        PROBES.put("depth 10001 unknown field", "{\"x\":" + "[".repeat(10_001) + "]".repeat(10_001) + "}");
    }

    @Test
    void what_we_take_two_engines_took_in_the_same_way() throws IOException {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Map<String, String> row : FactTableTest.rows("parsing.tsv")) {
            if (row.get("group").equals("json")) {
                rows.put(row.get("probe"), row);
            }
        }
        int taken = 0;
        for (Map.Entry<String, String> probe : PROBES.entrySet()) {
            Map<String, String> row = rows.get(probe.getKey());
            assertThat(row).as(probe.getKey()).isNotNull();
            String ours = reading(probe.getValue());
            if (!ours.isEmpty()) {
                taken++;
                assertThat(row.get("engine_28_5_2"))
                        .as(probe.getKey())
                        .startsWith("201")
                        .contains(ours);
                assertThat(row.get("engine_20_10_24")).as(probe.getKey()).isEqualTo("same");
            }
        }
        // The four that can be read in one way only.
        assertThat(taken).isEqualTo(4);
    }

    /** What we read, as the probes show it; empty where it is refused. */
    private static String reading(String body) {
        Read<Json> json = StrictJson.read(body.getBytes(StandardCharsets.ISO_8859_1), JsonLimits.REQUEST);
        if (!(json instanceof Read.Value<Json>(Json value))
                || !(BodyFacts.of(Operation.VolumeCreate, value) instanceof Read.Value<BodyFacts>(BodyFacts facts))) {
            return "";
        }
        Facts volume = (Facts) facts.value();
        StringBuilder labels = new StringBuilder();
        new TreeMap<>((Map<?, ?>) volume.value("Labels"))
                .forEach((key, text) ->
                        labels.append(labels.isEmpty() ? "" : ", ").append("'" + key + "': '" + text + "'"));
        return "Name=" + volume.value("Name") + " Labels=" + (labels.isEmpty() ? "None" : "{" + labels + "}");
    }
}
