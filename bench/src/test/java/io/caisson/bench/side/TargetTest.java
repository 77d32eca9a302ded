package io.caisson.bench.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        // own figure, the other's, limit, errors, verdict
        "3.0, 10, <=0.33, 0, PASS",
        "3.4, 10, <=0.33, 0, SHORT",
        "3.0, 10, <=0.33, 1, SHORT",
        "25,  10, >=2.5,  0, PASS",
        "24,  10, >=2.5,  0, SHORT",
        "3.0,  0, <=0.33, 0, OPEN",
    })
    void judges_a_ratio_to_another_contender(
            double own, double other, String limit, double errors, Target.Verdict verdict) throws IOException {
        Target target = parse("claim\tping-16\tcaisson\tcpu_us\t" + limit + "\tping-16@haproxy\t-");
        Samples samples = new Samples();
        samples.add(new Samples.Key("ping-16", "caisson", Metric.CPU_US), own);
        samples.add(new Samples.Key("ping-16", "caisson", Metric.ERRORS), errors);
        samples.add(new Samples.Key("ping-16", "haproxy", Metric.CPU_US), other);

        assertThat(target.verdict(samples)).isEqualTo(verdict);
    }

    @Test
    void judges_a_figure_by_itself_and_against_another_metric_of_the_same_row() throws IOException {
        Samples samples = new Samples();
        samples.add(new Samples.Key("idle", "caisson", Metric.BEFORE_MIB), 40);
        samples.add(new Samples.Key("idle", "caisson", Metric.AFTER_MIB), 43);

        assertThat(parse("c\tidle\tcaisson\tafter_mib\t<=42\t-\t-").verdict(samples))
                .isEqualTo(Target.Verdict.SHORT);
        assertThat(parse("c\tidle\tcaisson\tafter_mib\t<=1.10\tidle@caisson:before_mib\t-")
                        .verdict(samples))
                .isEqualTo(Target.Verdict.PASS);
    }

    @Test
    void is_open_where_nothing_was_measured_or_something_is_still_missing() throws IOException {
        Samples samples = new Samples();

        assertThat(parse("c\tping-16\tcaisson\tcpu_us\t<=20\t-\t-").verdict(samples))
                .isEqualTo(Target.Verdict.OPEN);

        samples.add(new Samples.Key("ping-16", "caisson", Metric.CPU_US), 1);
        assertThat(parse("c\tping-16\tcaisson\tcpu_us\t<=20\t-\tpolicy files").verdict(samples))
                .isEqualTo(Target.Verdict.OPEN);
    }

    @Test
    void refuses_a_line_with_too_few_columns() {
        assertThatThrownBy(() -> parse("c\tping-16\tcaisson")).hasMessageContaining("columns");
    }

    /** A target whose row or contender is misspelt would stay open for ever without anybody noticing. */
    @Test
    void every_target_names_a_row_and_contenders_that_are_run() throws IOException {
        Set<String> measured = new HashSet<>(Set.of("image@caisson"));
        for (Group group : Group.all(List.of(Group.HAPROXY, Group.NGINX))) {
            for (Row row : group.rows()) {
                group.contenders().forEach(contender -> measured.add(row.id() + "@" + contender));
            }
        }
        for (Target target : Target.read(Path.of("targets.tsv"))) {
            if (target.open().isEmpty()) {
                assertThat(measured).contains(target.row() + "@" + target.contender());
            }
            if (target.isRatio() && target.open().isEmpty()) {
                assertThat(measured).contains(target.againstRow() + "@" + target.againstContender());
            }
        }
    }

    private Target parse(String line) throws IOException {
        Path file = folder.resolve("targets.tsv");
        Files.writeString(file, "# a comment\n" + line + "\n");
        return Target.read(file).getFirst();
    }
}
