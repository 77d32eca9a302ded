/** Parsing, resolving and judging Docker Engine API requests: pure functions over values. */
module io.caisson.core {
    requires static org.jspecify;

    exports io.caisson.core.audit;
    exports io.caisson.core.config;
    exports io.caisson.core.config.compile;
    exports io.caisson.core.config.file;
    exports io.caisson.core.config.tree;
    exports io.caisson.core.docker;
    exports io.caisson.core.http;
    exports io.caisson.core.identity;
    exports io.caisson.core.inspect;
    exports io.caisson.core.policy;
    exports io.caisson.core.policy.client;
    exports io.caisson.core.reason;
    exports io.caisson.core.risk;
}
