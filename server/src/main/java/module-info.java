/** The data path on JDK NIO: listeners, exchanges, the engine's side, and what is recorded of them. */
module io.caisson.server {
    requires transitive io.caisson.core;
    requires static org.jspecify;

    exports io.caisson.server.telemetry;
}
