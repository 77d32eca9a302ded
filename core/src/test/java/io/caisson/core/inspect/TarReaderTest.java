package io.caisson.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TarReaderTest entry(String name, char type, String link, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0001750\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(content.length));
        put(header, 136, "00000000000\0");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        sign(header);
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    private static void sign(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private TarReaderTest file(String name, String content) {
        return entry(name, '0', "", content.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytes() {
        byte[] entries = out.toByteArray();
        return Arrays.copyOf(entries, entries.length + 1024);
    }

    private static Read<BodyFacts> read(byte[] bytes) {
        return BodyFacts.read(Operation.ImageBuild, bytes, JsonLimits.REQUEST);
    }

    private Facts facts() {
        return (Facts) ((Read.Value<BodyFacts>) read(bytes())).value().value();
    }

    private static void refused(byte[] bytes, String detail) {
        assertThat(read(bytes)).isInstanceOfSatisfying(Read.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.BODY_AMBIGUOUS);
            assertThat(refused.detail()).contains(detail);
        });
    }

    @Test
    void entries_and_small_texts_are_facts() {
        file("./Dockerfile", "FROM a\n");
        entry("app/", '5', "", new byte[0]);
        entry("app/link", '2', "../x", new byte[0]);
        entry("app/binary", '0', "", new byte[] {(byte) 0xff});
        Facts facts = facts();
        assertThat((List<?>) facts.value("files"))
                .extracting(file -> ((Facts) file).value("name") + " " + ((Facts) file).value("type") + " "
                        + ((Facts) file).value("size") + " " + ((Facts) file).value("link"))
                .containsExactly(
                        "Dockerfile file 7 ", "app folder 0 ", "app/link symlink 0 ../x", "app/binary file 1 ");
        assertThat(facts.value("texts")).isEqualTo(Map.of("Dockerfile", "FROM a\n"));
        assertThat(((Facts) ((List<?>) facts.value("files")).getFirst()).value("mode"))
                .isEqualTo(0644L);
        assertThat(((Facts) ((List<?>) facts.value("files")).getFirst()).value("user"))
                .isEqualTo(1000L);
    }

    @Test
    void what_is_sent_is_the_archive_that_was_read() {
        byte[] bytes = file("a", "b").bytes();
        assertThat(((Read.Value<BodyFacts>) read(bytes)).value().render()).isEqualTo(bytes);
    }

    @Test
    void names_come_from_extended_headers_of_both_kinds() {
        String name = "d/".repeat(80) + "f";
        String record = " path=" + name + "\n";
        int length = record.length() + 3;
        entry("pax", 'x', "", (length + record).getBytes(StandardCharsets.UTF_8))
                .file("short", "1");
        entry("././@LongLink", 'L', "", (name + "2\0").getBytes(StandardCharsets.UTF_8))
                .file("cut", "2");
        assertThat(facts().value("texts")).isEqualTo(Map.of(name, "1", name + "2", "2"));
    }

    @Test
    void refuses_what_readers_read_in_different_ways() {
        refused(new TarReaderTest().file("a", "1").file("./a", "2").bytes(), "comes twice");
        refused(new TarReaderTest().file("a/../../etc/passwd", "1").bytes(), "dotted segments");
        refused(new TarReaderTest().file("a//b", "1").bytes(), "dotted segments");
        refused(new TarReaderTest().entry("a", 'S', "", new byte[0]).bytes(), "of the type `S`");
        refused(new TarReaderTest().entry("a", '7', "", new byte[0]).bytes(), "of the type `7`");
        refused(
                new TarReaderTest()
                        .entry("p", 'x', "", "22 GNU.sparse.major=1\n".getBytes(StandardCharsets.UTF_8))
                        .file("a", "1")
                        .bytes(),
                "different ways");
        refused(
                new TarReaderTest()
                        .entry("p", 'x', "", "11 size=+1\n".getBytes(StandardCharsets.UTF_8))
                        .file("a", "1")
                        .bytes(),
                "no plain number");
        refused(
                new TarReaderTest()
                        .entry("p", 'g', "", "10 path=a\n".getBytes(StandardCharsets.UTF_8))
                        .file("b", "1")
                        .bytes(),
                "names one");
        refused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "without its end mark");
        byte[] compressed = new byte[600];
        compressed[0] = 0x1f;
        refused(compressed, "compressed");
        byte[] followed = new TarReaderTest().file("a", "1").bytes();
        followed[followed.length - 1] = 1;
        refused(followed, "something follows");
        byte[] cut = Arrays.copyOf(new TarReaderTest().file("a", "1").bytes(), 900);
        refused(cut, "without its end mark");
    }

    @Test
    void an_empty_archive_has_no_files() {
        assertThat(facts().value("files")).isEqualTo(List.of());
    }

    @Test
    void nothing_but_a_refusal_comes_of_damage() {
        byte[] whole = file("Dockerfile", "FROM a\n")
                .entry("app/", '5', "", new byte[0])
                .bytes();
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(1_536)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextBoolean()) {
                sign(bytes, 0);
            }
            assertThat(read(random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes))
                    .isNotNull();
        }
    }

    private static void sign(byte[] archive, int at) {
        byte[] header = Arrays.copyOfRange(archive, at, at + 512);
        sign(header);
        System.arraycopy(header, 0, archive, at, 512);
    }
}
