package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class StrictJsonTest {
    private static Read<Json> read(byte[] bytes) {
        return StrictJson.read(bytes, JsonLimits.REQUEST);
    }

    private static Read<Json> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "\"\"",
                "0",
                "-0",
                "-12.5e+3",
                "9223372036854775807",
                " \t\r\n{ \"a\" : [ 1 , { } , [ ] ] }\n",
                "{\"a\":1,\"A\":2}",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"",
                "\"\\ud83d\\ude00\"",
                "\"\\u0000\"",
                "\"é€😀\u2028\u007f\"",
            })
    void takes_what_the_grammar_has(String text) {
        assertThat(read(text)).isInstanceOf(Read.Value.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "trailing comma in a list      | [1,]",
                "trailing comma in an object   | {\"a\":1,}",
                "comment                       | {/**/}",
                "line comment                  | {} //",
                "trailing value                | {}{}",
                "trailing brace                | {}}",
                "trailing bracket              | []]",
                "single quotes                 | {'a':1}",
                "no quotes                     | {a:1}",
                "missing colon                 | {\"a\" 1}",
                "missing value                 | {\"a\":}",
                "missing comma                 | [1 2]",
                "plus sign                     | +1",
                "leading zero                  | 01",
                "leading dot                   | .5",
                "trailing dot                  | 5.",
                "empty exponent                | 1e",
                "hexadecimal                   | 0x10",
                "infinity                      | Infinity",
                "not a number                  | NaN",
                "capital word                  | True",
                "cut word                      | tru",
                "longer word                   | nulll",
                "open object                   | {",
                "open list                     | [1",
                "open string                   | \"a",
                "open escape                   | \"\\",
                "unknown escape                | \"\\x41\"",
                "short unicode escape          | \"\\u00\"",
                "full-width digit in an escape | \"\\u00４1\"",
                "full-width digit              | １",
                "no-break space                | \u00a0{}",
                "form feed                     | {\u000c}",
                "only blanks                   | ;",
            })
    void refuses_what_it_has_not(String why, String text) {
        assertThat(read(text))
                .as(why)
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BODY_NOT_JSON));
    }

    @Test
    void refuses_an_empty_text_and_raw_control_characters() {
        assertThat(reason(read(""))).isEqualTo(Reason.BODY_NOT_JSON);
        assertThat(reason(read("  \n"))).isEqualTo(Reason.BODY_NOT_JSON);
        for (char c = 0; c < ' '; c++) {
            assertThat(reason(read("\"" + c + "\""))).as("character " + (int) c).isEqualTo(Reason.BODY_NOT_JSON);
        }
    }

    @Test
    void refuses_a_byte_order_mark_and_other_encodings() {
        assertThat(reason(read("\ufeff{}"))).isEqualTo(Reason.BODY_NOT_JSON);
        assertThat(reason(read("{}".getBytes(StandardCharsets.UTF_16LE)))).isEqualTo(Reason.BODY_NOT_JSON);
        assertThat(reason(read("{}".getBytes(StandardCharsets.UTF_16)))).isEqualTo(Reason.BODY_AMBIGUOUS);
        assertThat(reason(read("[\"\"]".getBytes(java.nio.charset.Charset.forName("UTF-32BE")))))
                .isEqualTo(Reason.BODY_NOT_JSON);
    }

    /** Go reads each of these as U+FFFD, so that two names which differ here are one there. */
    @Test
    void refuses_text_that_is_not_valid_unicode() {
        for (String text : new String[] {
            "\"\u0080\"",
            "\"\u00ff\"",
            "\"\u00c3\"",
            "\"\u00c0\u00af\"",
            "\"\u00ed\u00a0\u0080\"",
            "\"\u00f4\u0090\u0080\u0080\"",
            "{\"\u00e9\":1}"
        }) {
            assertThat(reason(read(latin1(text)))).as(text).isEqualTo(Reason.BODY_AMBIGUOUS);
        }
        for (String text : new String[] {
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\u0041\"",
            "\"\\ud800\\ud800\"",
            "\"\\ude00\\ud83d\"",
            "\"\\ud83dx\"",
            "{\"\\udfff\":1}"
        }) {
            assertThat(reason(read(text))).as(text).isEqualTo(Reason.BODY_AMBIGUOUS);
        }
    }

    @Test
    void refuses_a_name_that_comes_twice_however_it_is_spelled() {
        assertThat(reason(read("{\"a\":1,\"a\":2}"))).isEqualTo(Reason.BODY_AMBIGUOUS);
        assertThat(reason(read("{\"a\":1,\"\\u0061\":2}"))).isEqualTo(Reason.BODY_AMBIGUOUS);
        assertThat(reason(read("[{\"x\":{\"a\":{},\"b\":1,\"a\":{}}}]"))).isEqualTo(Reason.BODY_AMBIGUOUS);
        assertThat(read("[{\"a\":1},{\"a\":1}]")).isInstanceOf(Read.Value.class);
    }

    @Test
    void refuses_what_is_beyond_each_limit_and_takes_what_is_at_it() {
        JsonLimits limits = new JsonLimits(40, 3, 5, 6);
        assertThat(StrictJson.read(latin1("[[[1]]]"), limits)).isInstanceOf(Read.Value.class);
        assertThat(reason(StrictJson.read(latin1("[[[[]]]]"), limits))).isEqualTo(Reason.BODY_TOO_COMPLEX);
        assertThat(StrictJson.read(latin1("[1,2,3,4]"), limits)).isInstanceOf(Read.Value.class);
        assertThat(reason(StrictJson.read(latin1("[1,2,3,4,5]"), limits))).isEqualTo(Reason.BODY_TOO_COMPLEX);
        assertThat(StrictJson.read(latin1("123456"), limits)).isInstanceOf(Read.Value.class);
        assertThat(reason(StrictJson.read(latin1("1234567"), limits))).isEqualTo(Reason.BODY_TOO_COMPLEX);
        assertThat(StrictJson.read(latin1("1" + " ".repeat(39)), limits)).isInstanceOf(Read.Value.class);
        assertThat(reason(StrictJson.read(latin1("1" + " ".repeat(40)), limits)))
                .isEqualTo(Reason.BODY_TOO_COMPLEX);
    }

    @Test
    void holds_out_against_the_deepest_text_that_fits() {
        byte[] deep = new byte[JsonLimits.REQUEST.bytesMax()];
        java.util.Arrays.fill(deep, (byte) '[');
        assertThat(reason(read(deep))).isEqualTo(Reason.BODY_TOO_COMPLEX);
    }

    /** What is read and written again is read as the same, and what we take another strict reader takes too. */
    @Test
    void agrees_with_another_reader_on_mutations_of_real_bodies() {
        String body =
                "{\"Image\":\"nginx:1\",\"Env\":[\"A=1\",\"B=\\u00e9\"],\"Labels\":{\"a.b\":\"c\"},\"HostConfig\":"
                        + "{\"Binds\":[\"/a:/b:ro\"],\"Memory\":536870912,\"CpuPercent\":1.5e0,\"Privileged\":false,\"X\":null}}";
        long seed = 20_260_101L;
        Random random = new Random(seed);
        int taken = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = mutated(body.getBytes(StandardCharsets.UTF_8), random);
            if (read(bytes) instanceof Read.Value<Json>(Json value)) {
                taken++;
                assertThat(isValid(bytes)).as("seed %d round %d", seed, round).isTrue();
                assertThat(read(JsonWriter.write(value))).isEqualTo(new Read.Value<>(value));
            }
        }
        assertThat(taken).isGreaterThan(500);
    }

    private static byte[] mutated(byte[] body, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(body);
        byte[] bytes = out.toByteArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) "{}[]\",:\\u0 1eE-+.tfn\u00ff".charAt(random.nextInt(21));
                case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private static boolean isValid(byte[] bytes) {
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), new String(bytes, StandardCharsets.UTF_8))) {
            while (parser.nextToken() != null) {
                parser.getString();
            }
            return true;
        } catch (tools.jackson.core.JacksonException invalid) {
            return false;
        }
    }

    private static Reason reason(Read<Json> read) {
        return ((Read.Refused<Json>) read).reason();
    }
}
