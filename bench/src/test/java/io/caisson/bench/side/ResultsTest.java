package io.caisson.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final List<String> PEERS = List.of(Group.HAPROXY);

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_back() throws IOException {
        Samples samples = samples(12.5, 30);
        Path file = folder.resolve("results.tsv");
        new Results(Map.of("kernel", "6.18: a test"), samples).write(file);

        Results read = Results.read(file);

        assertThat(read.facts()).containsExactly(Map.entry("kernel", "6.18: a test"));
        assertThat(read.samples().keys()).containsExactlyInAnyOrderElementsOf(samples.keys());
        for (Samples.Key key : samples.keys()) {
            assertThat(read.samples().sorted(key)).isEqualTo(samples.sorted(key));
        }
    }

    @Test
    void the_median_counts_but_for_errors_the_worst() {
        Samples samples = new Samples();
        for (double figure : new double[] {9, 1, 2}) {
            samples.add(new Samples.Key("r", "c", Metric.CPU_US), figure);
            samples.add(new Samples.Key("r", "c", Metric.ERRORS), figure);
        }

        assertThat(samples.value("r", "c", Metric.CPU_US)).hasValue(2);
        assertThat(samples.value("r", "c", Metric.ERRORS)).hasValue(9);
    }

    @Test
    void a_comparison_fails_when_a_ratio_is_worse_than_the_tolerance_however_fast_the_machine() {
        Samples kept = samples(10, 30);

        assertThat(Comparison.of(kept, samples(20, 60), PEERS, 0.15).holds()).isTrue();
        assertThat(Comparison.of(kept, samples(11, 30), PEERS, 0.15).holds()).isTrue();
        assertThat(Comparison.of(kept, samples(12, 30), PEERS, 0.15).holds()).isFalse();
        assertThat(Comparison.of(kept, new Samples(), PEERS, 0.15).holds()).isFalse();
    }

    @Test
    void a_comparison_counts_a_lower_rate_as_worse() {
        Samples kept = new Samples();
        Samples now = new Samples();
        kept.add(new Samples.Key("r", Group.PRODUCT, Metric.RATE), 30);
        kept.add(new Samples.Key("r", Group.HAPROXY, Metric.RATE), 10);
        now.add(new Samples.Key("r", Group.PRODUCT, Metric.RATE), 20);
        now.add(new Samples.Key("r", Group.HAPROXY, Metric.RATE), 10);

        assertThat(Comparison.of(kept, now, PEERS, 0.15).holds()).isFalse();
        assertThat(Comparison.of(now, kept, PEERS, 0.15).holds()).isTrue();
    }

    @Test
    void the_page_names_where_others_are_better() {
        Samples samples = samples(10, 30);
        samples.add(new Samples.Key("start-2-cores", Group.PRODUCT, Metric.START_MS), 110);
        samples.add(new Samples.Key("start-2-cores", Group.HAPROXY, Metric.START_MS), 20);
        Map<String, String> facts = Map.of(Group.HAPROXY, "HAProxy 2.6");

        String page = new Page(new Results(facts, samples), List.of(), Map.of(Group.HAPROXY, "H")).text();

        assertThat(page)
                .contains("- H, exec to first proxied 200, two cores, start ms: 20 against 110")
                .contains("| ping-16 | CPU µs each | 10 | 30 | 0.33 |");
    }

    /** Kept results and the page belong together: one is never without the other, and the page says what they say. */
    @Test
    void the_page_is_what_the_kept_results_make() throws IOException {
        Options options = Options.read(new String[] {"--home", ".."});

        assertThat(Files.exists(options.page())).isEqualTo(Files.exists(options.kept()));
        if (Files.exists(options.kept())) {
            Page page = new Page(Results.read(options.kept()), Target.read(options.targets()), Main.labels(options));
            assertThat(Files.readString(options.page())).isEqualTo(page.text());
        }
    }

    private static Samples samples(double own, double other) {
        Samples samples = new Samples();
        samples.add(new Samples.Key("ping-16", Group.PRODUCT, Metric.CPU_US), own);
        samples.add(new Samples.Key("ping-16", Group.HAPROXY, Metric.CPU_US), other);
        return samples;
    }
}
