/** The data path on JDK NIO: listeners, exchanges, the engine's side, and what is recorded of them. */
module io.caisson.server {
    requires transitive io.caisson.core;
    requires jdk.net;
    requires static org.jspecify;

    exports io.caisson.server.admin;
    exports io.caisson.server.authz;
    exports io.caisson.server.client;
    exports io.caisson.server.consent;
    exports io.caisson.server.listener;
    exports io.caisson.server.proxy;
    exports io.caisson.server.telemetry;
    exports io.caisson.server.tls;
    exports io.caisson.server.upstream;
}
