package io.caisson.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The two text formats that scrapers read: that of Prometheus and OpenMetrics. Samples follow the {@link #begin} of
 * their metric; labels are given as names and values in turn, in the order of their names.
 */
final class MetricText {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private final boolean openMetrics;
    private final StringBuilder text = new StringBuilder(16 << 10);
    private String sampleName = "";

    MetricText(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    static String contentType(boolean openMetrics) {
        return openMetrics ? OPEN_METRICS : PROMETHEUS;
    }

    /** Writes the help and the type of a metric. */
    void begin(Metric metric) {
        sampleName = metric.publishedName;
        String family = openMetrics ? metric.baseName() : metric.publishedName;
        boolean info = metric.kind == Metric.Kind.INFO && !openMetrics;
        String type = info ? "gauge" : metric.kind.name().toLowerCase(Locale.ROOT);
        text.append("# HELP ").append(family).append(' ').append(metric.help).append('\n');
        text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    }

    void sample(long value, String... labels) {
        name("", labels);
        whole(value);
    }

    void sample(double value, String... labels) {
        name("", labels);
        text.append(value).append('\n');
    }

    /**
     * A histogram.
     *
     * @param bounds upper bounds, ascending
     * @param counts one more than bounds, each of its bucket alone
     */
    void histogram(double[] bounds, long[] counts, double sum, String... labels) {
        String[] all = new String[labels.length + 2];
        System.arraycopy(labels, 0, all, 0, labels.length);
        all[labels.length] = "le";
        long count = 0;
        for (int i = 0; i < counts.length; i++) {
            count += counts[i];
            all[labels.length + 1] = i == bounds.length ? "+Inf" : Double.toString(bounds[i]);
            name("_bucket", all);
            whole(count);
        }
        name("_count", labels);
        whole(count);
        name("_sum", labels);
        text.append(sum).append('\n');
    }

    private void name(String suffix, String... labels) {
        text.append(sampleName).append(suffix);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            escape(labels[i + 1]);
            text.append('"');
        }
        text.append(labels.length == 0 ? " " : "} ");
    }

    /** All values are floating-point numbers to a scraper. */
    private void whole(long value) {
        text.append(value).append(".0\n");
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == '"') {
                text.append('\\');
            }
            if (c == '\n') {
                text.append("\\n");
            } else {
                text.append(c);
            }
        }
    }

    /** The whole text. */
    byte[] end() {
        if (openMetrics) {
            text.append("# EOF\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
