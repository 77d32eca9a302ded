package io.caisson.core.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.caisson.core.reason.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TarScannerTest {
    /** Refuses one name, wants another, and notes everything. */
    private static final class Notes implements TarSink {
        final List<TarEntry> entries = new ArrayList<>();
        final List<String> contents = new ArrayList<>();
        boolean ended;

        @Override
        public boolean entry(TarEntry entry) throws TarFault {
            if (entry.name().endsWith("refused")) {
                throw new TarFault(Reason.ARCHIVE_ENTRY_REFUSED, entry.name());
            }
            entries.add(entry);
            return entry.name().endsWith("wanted");
        }

        @Override
        public void content(byte[] content) {
            contents.add(new String(content, StandardCharsets.UTF_8));
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    /** What goes on when an archive comes in pieces; as whoever passes it on does it. */
    private static final class Passage {
        final Notes notes = new Notes();
        final TarScanner scanner = new TarScanner(notes);
        final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        final ByteArrayOutputStream held = new ByteArrayOutputStream();

        @Nullable
        TarFault fault;

        void piece(byte[] archive, int from, int to) {
            try {
                scanner.scan(ByteBuffer.wrap(archive), from, to);
            } catch (TarFault refused) {
                fault = refused;
                return;
            }
            if (scanner.releasedHeld()) {
                passed.writeBytes(held.toByteArray());
                held.reset();
            }
            passed.write(archive, from, scanner.releasedTo() - from);
            if (scanner.ended()) {
                held.reset();
            } else {
                held.write(archive, scanner.releasedTo(), to - scanner.releasedTo());
            }
        }

        Passage whole(byte[] archive) {
            piece(archive, 0, archive.length);
            finish();
            return this;
        }

        void finish() {
            if (fault == null) {
                try {
                    scanner.finish();
                } catch (TarFault refused) {
                    fault = refused;
                }
            }
        }
    }

    private static Archives sample() {
        return new Archives()
                .folder("./app/")
                .file("app/small", "x")
                .extended('x', "path", "long/".repeat(60) + "wanted")
                .file("cut", "some text")
                .extended('g', "comment", "of git")
                .entry("././@LongLink", 'L', "", ("deep/".repeat(40) + "name\0").getBytes(StandardCharsets.UTF_8))
                .file("deep", "y".repeat(2_000))
                .symlink("app/link", "small")
                .file("empty", "")
                .file("last", "z".repeat(512));
    }

    @Test
    void what_goes_on_is_the_archive_without_its_end_however_it_is_cut() {
        byte[] archive = sample().bytes();
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            Passage passage = new Passage();
            int at = 0;
            while (at < archive.length) {
                int to = Math.min(archive.length, at + 1 + random.nextInt(round % 2 == 0 ? 40 : 1_500));
                passage.piece(archive, at, to);
                at = to;
            }
            passage.finish();
            assertThat(passage.fault).isNull();
            assertThat(passage.passed.toByteArray()).isEqualTo(sample().entries());
            assertThat(passage.notes.ended).isTrue();
            assertThat(passage.notes.contents).containsExactly("some text");
            assertThat(passage.notes.entries)
                    .extracting(TarEntry::name)
                    .containsExactly(
                            "app",
                            "app/small",
                            "long/".repeat(60) + "wanted",
                            "deep/".repeat(40) + "name",
                            "app/link",
                            "empty",
                            "last");
        }
    }

    @Test
    void nothing_of_a_refused_entry_goes_on_however_it_is_cut() {
        byte[] before = sample().entries();
        byte[] archive = sample().extended('x', "path", "named/refused")
                .file("harmless", "evil")
                .bytes();
        for (int step = 1; step < 1_200; step += 7) {
            Passage passage = new Passage();
            for (int at = 0; at < archive.length && passage.fault == null; at += step) {
                passage.piece(archive, at, Math.min(archive.length, at + step));
            }
            assertThat(passage.fault).isNotNull();
            assertThat(before).startsWith(passage.passed.toByteArray());
        }
    }

    @Test
    void content_that_nobody_wants_need_not_be_looked_at() throws TarFault {
        byte[] archive =
                new Archives().file("large", "y".repeat(5_000)).file("b", "").bytes();
        TarScanner scanner = new TarScanner(new Notes());
        scanner.scan(ByteBuffer.wrap(archive), 0, 600);
        assertThat(scanner.opaqueBytes()).isEqualTo(5_000 - 88);
        scanner.skip(4_000);
        scanner.skip(912);
        assertThat(scanner.opaqueBytes()).isZero();
        scanner.scan(ByteBuffer.wrap(archive), 5_512, archive.length);
        scanner.finish();
    }

    @Test
    void sizes_beyond_eight_gigabytes_are_read_in_both_spellings() throws TarFault {
        byte[] header = Archives.header("huge", '0', "", 0, 0644);
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) 0x80;
        header[131] = 3;
        TarScanner binary = new TarScanner(new Notes());
        binary.scan(ByteBuffer.wrap(Archives.signed(header)), 0, 512);
        assertThat(binary.opaqueBytes()).isEqualTo(3L << 32);
        byte[] extended = new Archives()
                .extended('x', "size", "12884901888")
                .file("huge", "")
                .entries();
        TarScanner record = new TarScanner(new Notes());
        record.scan(ByteBuffer.wrap(extended), 0, extended.length);
        assertThat(record.opaqueBytes()).isEqualTo(3L << 32);
    }

    private static byte[] patched(int at, String text) {
        byte[] header = Archives.header("a", '0', "", 0, 0644);
        Archives.put(header, at, text);
        return Archives.signed(header);
    }

    static Stream<Arguments> readInTwoWays() {
        return Stream.of(
                Arguments.of(new Archives().file("a/../b", ""), "dotted segments"),
                Arguments.of(new Archives().file("..", ""), "dotted segments"),
                Arguments.of(new Archives().file("a/./b", ""), "dotted segments"),
                Arguments.of(new Archives().file("a//b", ""), "dotted segments"),
                Arguments.of(new Archives().folder("a//"), "dotted segments"),
                Arguments.of(new Archives().entry("a", 'S', "", new byte[0]), "of the type `S`"),
                Arguments.of(new Archives().entry("a", '7', "", new byte[0]), "of the type `7`"),
                Arguments.of(new Archives().entry("a", (char) 200, "", new byte[0]), "of the type `?`"),
                // Go reads what follows as the next header.
                Arguments.of(new Archives().entry("a/", '\0', "", new byte[512]), "content of an entry that has none"),
                Arguments.of(new Archives().entry("a", '1', "b", new byte[512]), "content of an entry that has none"),
                Arguments.of(new Archives().entry("a", '5', "", new byte[512]), "content of an entry that has none"),
                Arguments.of(new Archives().file("a/", ""), "ends like a folder's"),
                Arguments.of(
                        new Archives().extended('x', "GNU.sparse.major", "1").file("a", ""), "different ways"),
                Arguments.of(
                        new Archives().extended('x', "hdrcharset", "BINARY").file("a", ""), "different ways"),
                Arguments.of(new Archives().extended('g', "path", "b").file("a", ""), "names one"),
                Arguments.of(new Archives().extended('g', "size", "1").file("a", ""), "names one"),
                Arguments.of(
                        new Archives()
                                .extended('x', "path", "b")
                                .extended('x', "comment", "c")
                                .file("a", ""),
                        "two extended headers"),
                Arguments.of(
                        new Archives()
                                .extended('x', "path", "b")
                                .extended('g', "comment", "c")
                                .file("a", ""),
                        "two extended headers"),
                Arguments.of(
                        new Archives()
                                .extended('x', "path", "b")
                                .entry("l", 'L', "", "c\0".getBytes(StandardCharsets.UTF_8))
                                .file("a", ""),
                        "is ambiguous"),
                Arguments.of(new Archives().extended('x', "path", "").file("a", ""), "is ambiguous"),
                Arguments.of(new Archives().extended('x', "path", "b\0c").file("a", ""), "is ambiguous"),
                Arguments.of(new Archives().extended('x', "size", "0x1").file("a", ""), "no plain number"),
                Arguments.of(new Archives().extended('x', "path", "b"), "has no entry"),
                Arguments.of(new Archives().raw(patched(257, "ustar 00")), "no known format"),
                Arguments.of(new Archives().raw(patched(257, "USTAR\00000")), "no known format"),
                Arguments.of(new Archives().raw(patched(257, "ustar  \0")).raw(new byte[0]), null),
                Arguments.of(new Archives().raw(withPrefix()), "times or sparse parts"),
                Arguments.of(new Archives().raw(patched(508, "tar")), "a shorter prefix"),
                Arguments.of(new Archives().raw(patched(124, "12a")), "not octal"),
                Arguments.of(new Archives().raw(patched(0, "\u00ff")), null),
                Arguments.of(new Archives().raw(notUtf8()), "not UTF-8"));
    }

    private static byte[] withPrefix() {
        byte[] header = patched(257, "ustar  \0");
        Archives.put(header, 345, "prefix");
        return Archives.signed(header);
    }

    private static byte[] notUtf8() {
        byte[] header = Archives.header("a", '0', "", 0, 0644);
        header[0] = (byte) 0xff;
        return Archives.signed(header);
    }

    @ParameterizedTest
    @MethodSource("readInTwoWays")
    void refuses_what_readers_read_in_different_ways(Archives archive, @Nullable String detail) {
        TarFault fault = new Passage().whole(archive.bytes()).fault;
        if (detail == null) {
            assertThat(fault).isNull();
        } else if (fault == null) {
            fail("it was accepted");
        } else {
            assertThat(fault.detail()).contains(detail);
            assertThat(fault.reason()).isEqualTo(Reason.BODY_AMBIGUOUS);
        }
    }

    @Test
    void the_end_is_two_blocks_of_zeros_and_nothing_else() {
        byte[] entries = new Archives().file("a", "1").entries();
        assertThat(new Passage().whole(entries).fault).isNotNull();
        assertThat(new Passage().whole(Arrays.copyOf(entries, entries.length + 512)).fault)
                .isNull();
        assertThat(new Passage().whole(Arrays.copyOf(entries, entries.length + 10_240)).fault)
                .isNull();
        byte[] followed = new Archives()
                .file("a", "1")
                .raw(new byte[1_024])
                .file("b", "2")
                .bytes();
        assertThat(new Passage().whole(followed).fault).isNotNull();
    }

    @Test
    void rights_that_a_file_gives_are_seen_in_each_spelling() {
        Passage passage = new Passage()
                .whole(new Archives()
                        .file("u", 04755)
                        .file("g", 02755)
                        .file("plain", 0755)
                        .extended('x', "SCHILY.xattr.security.capability", "\u0001")
                        .file("c", 0755)
                        .bytes());
        assertThat(passage.fault).isNull();
        assertThat(passage.notes.entries).extracting(TarEntry::raisesRights).containsExactly(true, true, false, true);
    }

    @Test
    void nothing_but_a_refusal_comes_of_damage_and_nothing_unjudged_goes_on() {
        byte[] whole = sample().bytes();
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length - 1_024)] ^= (byte) (1 << random.nextInt(8));
            }
            Passage passage = new Passage().whole(bytes);
            assertThat(passage.passed.size()).isLessThanOrEqualTo(whole.length - 1_024);
        }
    }
}
