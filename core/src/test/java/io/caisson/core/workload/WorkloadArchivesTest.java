package io.caisson.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.archive.ArchiveRules;
import io.caisson.core.archive.ArchiveRules.Ask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadArchivesTest {
    private static ArchiveRules rules(Standard standard, Map<Control, String> lists) {
        Map<Control, List<Entry>> entries = new HashMap<>();
        lists.forEach((control, text) ->
                entries.put(control, List.of(Entries.of(control, text).orElseThrow())));
        return WorkloadArchives.of(new WorkloadPolicy(standard, entries, Map.of(), Hardening.NONE, "", List.of()))
                .orElseThrow();
    }

    @Test
    void a_standard_alone_leaves_images_open_and_closes_what_gets_out() {
        for (Standard standard : List.of(Standard.BASELINE, Standard.RESTRICTED)) {
            ArchiveRules rules = rules(standard, Map.of());
            assertThat(rules.refusal(Ask.IMAGE, "any")).isEmpty();
            assertThat(rules.refusal(Ask.TAG, "any")).isEmpty();
            for (Ask ask : List.of(Ask.REMOTE, Ask.NETWORK, Ask.SYNTAX, Ask.BUILD_OPTION, Ask.SET_ID, Ask.DEVICE)) {
                assertThat(rules.refusal(ask, "x"))
                        .hasValueSatisfying(cure -> assertThat(cure).contains("`workload."));
            }
            assertThat(rules.refusal(Ask.OUTWARD_LINK, "x").isPresent()).isEqualTo(standard == Standard.RESTRICTED);
        }
    }

    @Test
    void lists_allow_by_name() {
        ArchiveRules rules = rules(
                Standard.RESTRICTED,
                Map.of(
                        Control.IMAGES, "registry.example.com/**",
                        Control.REMOTES, "https://files.example.com/*",
                        Control.BUILD_NETWORKS, "host",
                        Control.BUILD_OPTIONS, "syntax=docker/dockerfile:1",
                        Control.UPLOAD_ENTRIES, "set-id:bin/*"));
        assertThat(rules.refusal(Ask.IMAGE, "registry.example.com/a/b:1")).isEmpty();
        assertThat(rules.refusal(Ask.IMAGE, "busybox")).isPresent();
        assertThat(rules.refusal(Ask.REMOTE, "https://files.example.com/x")).isEmpty();
        assertThat(rules.refusal(Ask.REMOTE, "https://elsewhere.example.com/x")).isPresent();
        assertThat(rules.refusal(Ask.NETWORK, "host")).isEmpty();
        assertThat(rules.refusal(Ask.SYNTAX, "docker/dockerfile:1")).isEmpty();
        assertThat(rules.refusal(Ask.SYNTAX, "evil")).isPresent();
        assertThat(rules.refusal(Ask.SET_ID, "bin/su")).isEmpty();
        assertThat(rules.refusal(Ask.DEVICE, "bin/su")).isPresent();
    }

    @Test
    void an_image_by_its_id_is_in_no_list() {
        ArchiveRules rules = rules(Standard.BASELINE, Map.of(Control.IMAGES, "**"));
        assertThat(rules.refusal(Ask.IMAGE, "busybox")).isEmpty();
        assertThat(rules.refusal(Ask.IMAGE, "0123abcd")).isPresent();
    }

    @Test
    void no_standard_and_no_list_is_no_rule() {
        assertThat(WorkloadArchives.of(
                        new WorkloadPolicy(Standard.PRIVILEGED, Map.of(), Map.of(), Hardening.NONE, "", List.of())))
                .isEmpty();
    }
}
