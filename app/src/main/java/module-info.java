/** The program: commands, wiring, demo engine. */
module io.caisson.app {
    requires info.picocli;
    requires io.caisson.language;
    requires io.caisson.server;
    requires jdk.unsupported;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports io.caisson.app;

    opens io.caisson.app.command to
            info.picocli;
}
