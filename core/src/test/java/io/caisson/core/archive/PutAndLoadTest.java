package io.caisson.core.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.reason.Reason;
import io.caisson.core.tar.Archives;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be put into a container, and which images may be loaded. */
class PutAndLoadTest {
    private static final String PUT = "/containers/a/archive?path=/srv";
    private static final String LOAD = "/images/load";
    private static final ArchiveRules NOTHING = JudgedArchives.allowing();

    static Stream<Arguments> puts() {
        return Stream.of(
                Arguments.of(new Archives().folder("app").file("app/a", "1").file("app/b", 0755), ""),
                Arguments.of(new Archives().folder("./").file("./a", "1"), ""),
                Arguments.of(new Archives().symlink("bin/sh", "busybox").symlink("lib", "usr/lib"), ""),
                Arguments.of(new Archives().folder("shared").raw(Archives.header("shared/", '5', "", 0, 02775)), ""),
                Arguments.of(new Archives().file("a", "1").link("b", "a"), ""),
                Arguments.of(new Archives().file("/etc/passwd", "1"), "absolute name"),
                Arguments.of(new Archives().symlink("d", "x").file("d/passwd", "1"), "lies below `d`"),
                Arguments.of(new Archives().symlink("x", "y").symlink("x/z", "."), "lies below `x`"),
                Arguments.of(new Archives().symlink("d", ".").link("a", "d/shadow"), "lies below `d`"),
                Arguments.of(new Archives().symlink("d", "x").link("a", "d"), "links to `d`"),
                Arguments.of(new Archives().link("a", "/etc/shadow"), "links to `/etc/shadow`"),
                Arguments.of(new Archives().link("a", "../etc/shadow"), "links to `../etc/shadow`"),
                Arguments.of(new Archives().link("a", "b/../../etc"), "links to `b/../../etc`"),
                Arguments.of(new Archives().symlink("a", "/etc"), "symbolic link to `/etc`"),
                Arguments.of(new Archives().symlink("a", "../x"), "symbolic link to `../x`"),
                Arguments.of(new Archives().symlink("a/b", "../../x"), "symbolic link to `../../x`"),
                Arguments.of(new Archives().symlink("a/b", "../x"), ""),
                Arguments.of(new Archives().file("su", 04755), "gives rights"),
                Arguments.of(new Archives().file("sg", 02755), "gives rights"),
                Arguments.of(
                        new Archives().file("a", "").raw(Archives.header("b", '1', "a", 0, 04755)), "gives rights"),
                Arguments.of(
                        new Archives()
                                .extended('x', "SCHILY.xattr.security.capability", "x")
                                .file("c", "1"),
                        "gives rights"),
                Arguments.of(new Archives().entry("sda", '4', "", new byte[0]), "is a device"),
                Arguments.of(new Archives().entry("tty", '3', "", new byte[0]), "is a device"),
                Arguments.of(new Archives().entry("pipe", '6', "", new byte[0]), "is a device"));
    }

    @ParameterizedTest
    @MethodSource("puts")
    void entries_stay_where_they_are_put_and_give_no_rights(Archives archive, String detail) {
        var fault = JudgedArchives.judge(PUT, NOTHING, archive);
        if (detail.isEmpty()) {
            assertThat(fault).isEmpty();
        } else {
            assertThat(fault).hasValueSatisfying(refused -> {
                assertThat(refused.detail()).contains(detail);
                assertThat(refused.reason()).isEqualTo(Reason.ARCHIVE_ENTRY_REFUSED);
                assertThat(refused.said()).startsWith("the entry `").doesNotContain("\n");
            });
        }
    }

    @Test
    void rules_allow_by_name_what_is_refused_otherwise() {
        Archives archive = new Archives()
                .file("su", 04755)
                .entry("pipe", '6', "", new byte[0])
                .symlink("a", "/etc");
        assertThat(JudgedArchives.judge(
                        PUT, JudgedArchives.allowing("SET_ID su", "DEVICE pipe", "OUTWARD_LINK a"), archive))
                .isEmpty();
    }

    @Test
    void names_do_not_reach_a_terminal_as_they_are() {
        assertThat(JudgedArchives.judge(PUT, NOTHING, new Archives().file("/\u001b[2Jx\n", "")))
                .hasValueSatisfying(fault -> assertThat(fault.said()).contains("/?[2Jx?"));
    }

    private static Archives manifest(String json) {
        return new Archives().file("manifest.json", json);
    }

    static Stream<Arguments> loads() {
        return Stream.of(
                Arguments.of(manifest("[{\"Config\":\"c\",\"RepoTags\":[\"good:1\"],\"Layers\":[]}]"), ""),
                Arguments.of(manifest("[{\"RepoTags\":[\"good:1\",\"evil:1\"]}]"), "`evil:1`"),
                Arguments.of(manifest("[{\"RepoTags\":[\"good:1\"]},{\"RepoTags\":[\"evil:1\"]}]"), "`evil:1`"),
                Arguments.of(manifest("[{\"RepoTags\":null}]"), "without a name"),
                Arguments.of(manifest("[{}]"), "without a name"),
                Arguments.of(manifest("[{\"RepoTags\":[\"good:1\"],\"repotags\":[\"evil:1\"]}]"), "form"),
                Arguments.of(manifest("[{\"repoTags\":[\"evil:1\"]}]"), "form"),
                Arguments.of(manifest("[{\"RepoTags\":[\"good:1\"],\"RepoTags\":[\"evil:1\"]}]"), "manifest.json"),
                Arguments.of(manifest("{\"RepoTags\":[\"good:1\"]}"), "form"),
                Arguments.of(manifest("[{\"RepoTags\":[\"good:1\"]}]").file("manifest.json", "[]"), "comes twice"),
                Arguments.of(manifest("[{\"RepoTags\":[\"good:1\"]}]").symlink("./manifest.json", "x"), "comes twice"),
                Arguments.of(
                        manifest("[{\"RepoTags\":[\"good:1\"]}]").file("repositories", "{\"evil\":{\"1\":\"id\"}}"),
                        "`evil:1`"),
                Arguments.of(new Archives().file("repositories", "{\"good\":{\"1\":\"id\"}}"), ""),
                Arguments.of(
                        new Archives()
                                .file(
                                        "index.json",
                                        "{\"manifests\":[{\"annotations\":{\"io.containerd.image.name\":\"evil:1\"}}]}"),
                        "`evil:1`"),
                Arguments.of(
                        new Archives()
                                .file(
                                        "index.json",
                                        "{\"manifests\":[{\"annotations\":{\"org.opencontainers.image.ref.name\":\"good:1\"}}]}"),
                        ""),
                Arguments.of(new Archives().file("index.json", "{\"manifests\":[{}]}"), "without a name"),
                Arguments.of(new Archives().file("layer.tar", "x"), "names its images"),
                Arguments.of(new Archives().symlink("manifest.json", "other").file("other", "[]"), "no file"));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void images_are_loaded_by_the_names_that_any_engine_reads(Archives archive, String detail) {
        var fault = JudgedArchives.judge(LOAD, JudgedArchives.allowing("TAG good:1"), archive);
        if (detail.isEmpty()) {
            assertThat(fault).isEmpty();
        } else {
            assertThat(fault)
                    .hasValueSatisfying(refused -> assertThat(refused.detail()).contains(detail));
        }
    }
}
