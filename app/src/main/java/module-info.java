/** The program: commands, wiring, demo engine. */
module io.caisson.app {
    requires info.picocli;
    requires io.caisson.server;
    requires tools.jackson.core;
    requires static org.jspecify;

    opens io.caisson.app to
            info.picocli;
}
