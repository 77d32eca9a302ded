package io.caisson.bench.side;

/**
 * A figure that the load program reports: its name as reported and as kept in results, its title with the unit for
 * people, and whether a ratio between contenders means something.
 */
enum Metric {
    CPU_US("cpu_us", "CPU µs each", true),
    RATE("rate", "each second", true),
    P50_US("p50_us", "p50 µs", false),
    P99_US("p99_us", "p99 µs", true),
    CPU_S_PER_GIB("cpu_s_per_gib", "CPU s/GiB", true),
    GIB_RATE("gib_rate", "GiB/s", true),
    RSS_MIB("rss_mib", "memory MiB", false),
    RSS_ANON_MIB("rss_anon_mib", "of it anonymous", false),
    RSS_FILE_MIB("rss_file_mib", "of it file pages", false),
    GROUP_MIB("group_mib", "group MiB", false),
    GROUP_USED_MIB("group_used_mib", "of it not clean file pages", false),
    BEFORE_MIB("before_mib", "memory before, MiB", false),
    AFTER_MIB("after_mib", "memory after, MiB", false),
    DELIVERED("delivered", "events delivered", false),
    MISSING("missing", "events missing", false),
    HEARD("heard", "streams with events", false),
    RELEASE_MS("release_ms", "both sides released, ms", false),
    PROXY_MS("proxy_ms", "proxy released, ms", false),
    ENGINE_MS("engine_ms", "engine released, ms", false),
    START_MS("start_ms", "start ms", true),
    CAPACITY("capacity", "per CPU second of all loops", true),
    SIZE_MB("size_mb", "MB", false),
    COMPRESSED_MB("compressed_mb", "MB compressed", false),
    ERRORS("errors", "errors", false);

    private final String key;
    private final String title;
    private final boolean ratio;

    Metric(String key, String title, boolean ratio) {
        this.key = key;
        this.title = title;
        this.ratio = ratio;
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    boolean hasRatio() {
        return ratio;
    }

    /** Whether more of it is better. */
    boolean growsBetter() {
        return this == RATE || this == GIB_RATE || this == CAPACITY;
    }

    /** Whether one bad repetition counts, instead of the median of all. */
    boolean worstCounts() {
        return this == ERRORS || this == MISSING;
    }

    /** The metric of that name, or a failure that names it. */
    static Metric of(String key) {
        for (Metric metric : values()) {
            if (metric.key.equals(key)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("`" + key + "` is not a metric");
    }
}
