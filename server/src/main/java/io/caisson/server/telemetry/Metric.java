package io.caisson.server.telemetry;

/**
 * Every metric there is: its name, labels and meaning. Labels take values from the catalogue, the reasons and other
 * closed lists only, never from a client, so the number of series is bounded.
 */
enum Metric {
    REQUESTS(
            Kind.COUNTER,
            "caisson_requests_total",
            "operation, decision",
            "Exchanges that ended, by operation (none: the request is no operation) and decision (allow, deny)."),
    WOULD_DENY(
            Kind.COUNTER,
            "caisson_would_deny_total",
            "operation",
            "Exchanges that were sent to the engine although the policy, which is in shadow, would refuse them."),
    REASONS(
            Kind.COUNTER,
            "caisson_reasons_total",
            "reason",
            "Exchanges that Caisson answered itself or that broke off, by reason."),
    RESPONSES(
            Kind.COUNTER,
            "caisson_responses_total",
            "status",
            "Exchanges by the class of the status that the client got (none: it got no answer)."),
    CALL_DURATION(
            Kind.HISTOGRAM,
            "caisson_call_duration_seconds",
            "access",
            "Time from a request's first byte to the end of its exchange, by access class of the operation (none: the"
                    + " request is no operation); streams are counted apart."),
    STREAM_DURATION(
            Kind.HISTOGRAM,
            "caisson_stream_duration_seconds",
            "",
            "The same for allowed operations that stream or take over the connection, counted when they end."),
    CONNECTIONS(Kind.GAUGE, "caisson_connections", "", "Client connections that are open."),
    STREAMS(Kind.GAUGE, "caisson_streams", "", "Streaming answers and raw streams that are open."),
    BYTES(
            Kind.COUNTER,
            "caisson_bytes_total",
            "direction",
            "Body bytes passed on, to the engine (up) and to clients (down), counted when an exchange ends."),
    ENGINE_UP(
            Kind.GAUGE,
            "caisson_engine_up",
            "",
            "1 when the latest attempt to connect to the engine succeeded, otherwise 0."),
    NAMED_ENGINE_UP(
            Kind.GAUGE,
            "caisson_named_engine_up",
            "engine",
            "The same for each engine by its name, where policy files name several."),
    ENGINE_CONNECTS(
            Kind.COUNTER,
            "caisson_engine_connects_total",
            "result",
            "Attempts to connect to the engine, by result (ok, failed)."),
    POLICY_RELOADS(
            Kind.COUNTER,
            "caisson_policy_reloads_total",
            "result",
            "Times that changed policy files were read while serving, by result (ok, failed)."),
    POLICY_STALE(
            Kind.GAUGE,
            "caisson_policy_stale",
            "",
            "1 when the policy files hold a problem and an older state of them is in force, otherwise 0."),
    AUDIT_DROPPED(
            Kind.COUNTER,
            "caisson_audit_dropped_total",
            "",
            "Audit lines that were dropped, because standard output did not take them."),
    CERTIFICATE_EXPIRY(
            Kind.GAUGE,
            "caisson_certificate_expiry_timestamp_seconds",
            "role, name",
            "When a certificate in use runs out, in Unix time: a listener's own, or the one shown to an engine (role:"
                    + " listener, engine)."),
    CERTIFICATE_RELOADS(
            Kind.COUNTER,
            "caisson_certificate_reloads_total",
            "result",
            "Times that changed certificate files were read while serving, by result (ok, failed)."),
    BUILD(Kind.INFO, "caisson_build_info", "version, java", "1; the labels say what is running."),
    HEAP_USED(Kind.GAUGE, "jvm_memory_used_bytes", "area", "Bytes of the Java heap in use (area: heap)."),
    HEAP_MAX(Kind.GAUGE, "jvm_memory_max_bytes", "area", "Most bytes the Java heap may have (area: heap)."),
    PROCESS_CPU(Kind.COUNTER, "process_cpu_seconds_total", "", "Processor time of the process, user and system."),
    PROCESS_FILES(Kind.GAUGE, "process_open_fds", "", "Open file descriptors."),
    PROCESS_RESIDENT(Kind.GAUGE, "process_resident_memory_bytes", "", "Memory of the process in RAM."),
    PROCESS_START(Kind.GAUGE, "process_start_time_seconds", "", "When the process started, in Unix time.");

    /** What kind of values it has. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    final Kind kind;
    final String publishedName;

    /** Names of its labels, with commas between. */
    final String labels;

    final String help;

    Metric(Kind kind, String publishedName, String labels, String help) {
        this.kind = kind;
        this.publishedName = publishedName;
        this.labels = labels;
        this.help = help;
    }

    /** The name without the suffix that the exposition formats add. */
    String baseName() {
        return switch (kind) {
            case COUNTER -> publishedName.substring(0, publishedName.length() - "_total".length());
            case INFO -> publishedName.substring(0, publishedName.length() - "_info".length());
            case GAUGE, HISTOGRAM -> publishedName;
        };
    }
}
