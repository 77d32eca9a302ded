package io.caisson.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import io.caisson.server.testing.Events;
import io.caisson.server.testing.Exposed;
import io.caisson.server.testing.Golden;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final AtomicBoolean engineReachable = new AtomicBoolean(true);
    private final Telemetry telemetry = Telemetry.start(
            LogLevel.INFO, LogFormat.JSON, OutputStream.nullOutputStream(), 2, engineReachable::get, "1.2.3");
    private final Recorder one = telemetry.recorders().apply(0);
    private final Recorder two = telemetry.recorders().apply(1);

    @AfterEach
    void close() {
        telemetry.close();
    }

    private String scrape(String accept) {
        return new String(telemetry.metrics().text(accept), StandardCharsets.UTF_8);
    }

    private Exposed scrape() {
        return Exposed.parse(scrape("text/plain"));
    }

    @Test
    void counts_the_exchanges_of_all_loops() throws IOException {
        for (int i = 0; i < 100; i++) {
            one.exchangeEnded(Events.allowed(i));
            two.exchangeEnded(Events.allowed(i));
        }
        for (int i = 0; i < 7; i++) {
            two.exchangeEnded(Events.denied(i));
        }
        Exposed exposed = scrape();
        assertThat(exposed.value("caisson_requests_total{decision=\"allow\",operation=\"ContainerList\"}"))
                .isEqualTo(200);
        assertThat(exposed.value("caisson_requests_total{decision=\"deny\",operation=\"ContainerCreate\"}"))
                .isEqualTo(7);
        assertThat(exposed.value("caisson_reasons_total{reason=\"operation_denied\"}"))
                .isEqualTo(7);
        assertThat(exposed.value("caisson_reasons_total{reason=\"engine_timeout\"}"))
                .isZero();
        assertThat(exposed.value("caisson_responses_total{status=\"2xx\"}")).isEqualTo(200);
        assertThat(exposed.value("caisson_responses_total{status=\"4xx\"}")).isEqualTo(7);
        assertThat(exposed.value("caisson_bytes_total{direction=\"down\"}")).isEqualTo(200_000);
        assertThat(exposed.value("caisson_call_duration_seconds_count{access=\"view\"}"))
                .isEqualTo(200);
        assertThat(exposed.value("caisson_call_duration_seconds_bucket{access=\"view\",le=\"5.0E-4\"}"))
                .isZero();
        assertThat(exposed.value("caisson_call_duration_seconds_bucket{access=\"view\",le=\"0.001\"}"))
                .isEqualTo(200);
        assertThat(exposed.value("caisson_call_duration_seconds_sum{access=\"view\"}"))
                .isCloseTo(0.14, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(exposed.value("caisson_call_duration_seconds_count{access=\"create\"}"))
                .isEqualTo(7);
    }

    @Test
    void counts_requests_that_are_no_operation() throws IOException {
        var event = Events.denied(1);
        event.operation = null;
        event.reason = Reason.UNKNOWN_OPERATION;
        event.status = 0;
        one.exchangeEnded(event);
        Exposed exposed = scrape();
        assertThat(exposed.value("caisson_requests_total{decision=\"deny\",operation=\"none\"}"))
                .isEqualTo(1);
        assertThat(exposed.value("caisson_responses_total{status=\"none\"}")).isEqualTo(1);
        assertThat(exposed.value("caisson_call_duration_seconds_count{access=\"none\"}"))
                .isEqualTo(1);
    }

    @Test
    void counts_streams_apart_from_calls() throws IOException {
        one.exchangeEnded(Events.hijacked(1));
        Exposed exposed = scrape();
        assertThat(exposed.value("caisson_stream_duration_seconds_count")).isEqualTo(1);
        assertThat(exposed.value("caisson_stream_duration_seconds_bucket{le=\"600.0\"}"))
                .isZero();
        assertThat(exposed.value("caisson_stream_duration_seconds_bucket{le=\"3600.0\"}"))
                .isEqualTo(1);
        assertThat(exposed.value("caisson_stream_duration_seconds_sum")).isEqualTo(3600);
        assertThat(exposed.value("caisson_call_duration_seconds_count{access=\"exec\"}"))
                .isZero();
        assertThat(exposed.value("caisson_bytes_total{direction=\"up\"}")).isEqualTo(10);
    }

    @Test
    void shows_what_is_open_and_whether_the_engine_is_there() throws IOException {
        one.connections(1);
        two.connections(1);
        two.connections(1);
        two.connections(-1);
        one.streams(1);
        one.engine(true);
        two.engine(false);
        two.engine(false);
        Exposed exposed = scrape();
        assertThat(exposed.value("caisson_connections")).isEqualTo(2);
        assertThat(exposed.value("caisson_streams")).isEqualTo(1);
        assertThat(exposed.value("caisson_engine_up")).isEqualTo(1);
        assertThat(exposed.value("caisson_engine_connects_total{result=\"ok\"}"))
                .isEqualTo(1);
        assertThat(exposed.value("caisson_engine_connects_total{result=\"failed\"}"))
                .isEqualTo(2);
        engineReachable.set(false);
        assertThat(scrape().value("caisson_engine_up")).isZero();
    }

    @Test
    void shows_the_process() throws IOException {
        Exposed exposed = scrape();
        String java = Runtime.version().toString();
        assertThat(exposed.value("caisson_build_info{java=\"" + java + "\",version=\"1.2.3\"}"))
                .isEqualTo(1);
        assertThat(exposed.value("process_resident_memory_bytes")).isBetween(10e6, 10e9);
        assertThat(exposed.value("process_cpu_seconds_total")).isBetween(0.01, 1e6);
        assertThat(exposed.value("process_open_fds")).isBetween(3.0, 1e5);
        assertThat(exposed.value("process_start_time_seconds")).isGreaterThan(1.7e9);
        assertThat(exposed.value("jvm_memory_used_bytes{area=\"heap\"}")).isGreaterThan(1e5);
    }

    @Test
    void every_operation_and_reason_has_its_cell() throws IOException {
        for (Operation operation : Operation.all()) {
            var event = Events.allowed(1);
            event.operation = operation;
            one.exchangeEnded(event);
        }
        for (Reason reason : Reason.values()) {
            one.exchangeEnded(Events.broken(1, reason));
        }
        Exposed exposed = scrape();
        for (Operation operation : Operation.all()) {
            assertThat(exposed.value("caisson_requests_total{decision=\"allow\",operation=\"" + operation.id() + "\"}"))
                    .as(operation.id())
                    .isPositive();
        }
        for (Reason reason : Reason.values()) {
            assertThat(exposed.value("caisson_reasons_total{reason=\"" + reason.code() + "\"}"))
                    .as(reason.code())
                    .isEqualTo(1);
        }
        assertThat(exposed.samples()).as("the number of series is bounded").hasSizeLessThan(2_000);
    }

    @Test
    void speaks_open_metrics_to_who_asks_for_it() throws IOException {
        one.exchangeEnded(Events.allowed(1));
        String accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";
        assertThat(telemetry.metrics().contentType(accept)).startsWith("application/openmetrics-text");
        assertThat(scrape(accept))
                .contains("# TYPE caisson_requests counter\n")
                .contains("caisson_requests_total{decision=\"allow\",operation=\"ContainerList\"} 1.0\n")
                .endsWith("# EOF\n");
        assertThat(telemetry.metrics().contentType("*/*")).startsWith("text/plain");
    }

    @Test
    void counts_what_a_policy_in_shadow_would_refuse() throws IOException {
        one.exchangeEnded(Events.allowed(1));
        one.exchangeEnded(Events.shadowed(2));
        two.exchangeEnded(Events.shadowed(3));
        Exposed exposed = scrape();
        assertThat(exposed.value("caisson_would_deny_total{operation=\"ContainerList\"}"))
                .isEqualTo(2);
        assertThat(exposed.value("caisson_requests_total{decision=\"allow\",operation=\"ContainerList\"}"))
                .isEqualTo(3);
    }

    @Test
    void says_whether_the_policies_in_force_are_those_of_the_files() throws IOException {
        assertThat(scrape().value("caisson_policy_stale")).isZero();
        telemetry.metrics().reloaded(false);
        assertThat(scrape().value("caisson_policy_stale")).isEqualTo(1);
        telemetry.metrics().reloaded(true);
        Exposed exposed = scrape();
        assertThat(exposed.value("caisson_policy_stale")).isZero();
        assertThat(exposed.value("caisson_policy_reloads_total{result=\"ok\"}")).isEqualTo(1);
        assertThat(exposed.value("caisson_policy_reloads_total{result=\"failed\"}"))
                .isEqualTo(1);
    }

    @Test
    void exposes_exactly_the_metrics_that_are_documented() throws IOException {
        one.exchangeEnded(Events.allowed(1));
        one.exchangeEnded(Events.shadowed(1));
        Exposed exposed = scrape();
        assertThat(exposed.types().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Metric.values())
                        .map(metric -> metric.publishedName)
                        .toList());
        for (Metric metric : Metric.values()) {
            String type = metric.kind == Metric.Kind.INFO
                    ? "gauge"
                    : metric.kind.name().toLowerCase(Locale.ROOT);
            assertThat(exposed.types()).containsEntry(metric.publishedName, type);
            assertThat(exposed.help()).containsEntry(metric.publishedName, metric.help);
        }
    }

    @Test
    void the_reference_lists_every_metric() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Metrics

                With `CAISSON_ADMIN` set to an address, `GET /metrics` there answers in the text format of Prometheus, or in
                OpenMetrics when the scraper asks for it. Labels take values from closed lists only, never from a client. A
                series of `caisson_requests_total` appears with its first request. This page is generated from the code.

                | Metric | Type | Labels | Meaning |
                |---|---|---|---|
                """);
        for (Metric metric : Metric.values()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            metric.publishedName,
                            metric.kind.name().toLowerCase(Locale.ROOT),
                            metric.labels.isEmpty() ? "" : "`" + metric.labels.replace(", ", "`, `") + "`",
                            metric.help));
        }
        page.append("""

                `operation` is the id of an operation, `access` its access class (`view`, `read`, `control`, `create`,
                `delete`, `exec`, `build`, `admin`), `reason` a code of the [reasons](reasons.md).

                On the same address `GET /health` answers 200 while the process lives, and `GET /ready` answers 200 while the
                listeners are open and the engine answers, otherwise 503 with the cause.
                """);
        Golden.assertMatches("docs/reference/metrics.md", page.toString());
    }
}
