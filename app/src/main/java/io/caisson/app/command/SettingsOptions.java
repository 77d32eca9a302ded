package io.caisson.app.command;

import io.caisson.core.config.Loaded;
import io.caisson.core.config.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The settings of {@code serve} as options: each stands above one variable of the environment. Their order is written
 * down because the virtual machine lists methods in any order.
 */
final class SettingsOptions {
    /** Name of the variable to name of the option, for those that were given. */
    private final Map<String, String> given = new LinkedHashMap<>();

    private final Map<String, String> values = new HashMap<>();

    @Option(
            names = "--config",
            order = 0,
            paramLabel = "PATH",
            description = {
                "Policy files, and folders of them, with commas between.",
                "They say who may do what; a change of them is applied",
                "while running. (CAISSON_CONFIG)"
            })
    void config(String value) {
        set("--config", "CAISSON_CONFIG", value);
    }

    @Option(
            names = "--listen",
            order = 1,
            paramLabel = "ADDRESS",
            description = {
                "Where clients connect, with commas between:",
                "unix:///path or tcp://host:port, or fd://NAME from systemd.",
                "Default: tcp://127.0.0.1:2375, in a container",
                "tcp://[::]:2375. (CAISSON_LISTEN)"
            })
    void listen(String value) {
        set("--listen", "CAISSON_LISTEN", value);
    }

    @Option(
            names = "--engine",
            order = 2,
            paramLabel = "ADDRESS",
            description = {
                "The engine: unix:///path or tcp://host:port.",
                "Default: SOCKET_PATH or DOCKER_HOST, else",
                "unix:///var/run/docker.sock. (CAISSON_ENGINE)"
            })
    void engine(String value) {
        set("--engine", "CAISSON_ENGINE", value);
    }

    @Option(
            names = "--admin",
            order = 3,
            paramLabel = "HOST:PORT",
            description = "Serve metrics and readiness there. Default: nowhere. (CAISSON_ADMIN)")
    void admin(String value) {
        set("--admin", "CAISSON_ADMIN", value);
    }

    @Option(
            names = "--log-level",
            order = 4,
            paramLabel = "LEVEL",
            description = "debug, info, notice, warning or err. Default: info. (LOG_LEVEL)")
    void logLevel(String value) {
        set("--log-level", "LOG_LEVEL", value);
    }

    @Option(
            names = "--log-format",
            order = 5,
            paramLabel = "FORMAT",
            description = "json, text or auto (text on a terminal, else json). Default: auto. (CAISSON_LOG_FORMAT)")
    void logFormat(String value) {
        set("--log-format", "CAISSON_LOG_FORMAT", value);
    }

    @Option(
            names = "--hints",
            order = 6,
            paramLabel = "ON|OFF",
            description = "Whether a refusal says what would allow the call. Default: on. (CAISSON_HINTS)")
    void hints(String value) {
        set("--hints", "CAISSON_HINTS", value);
    }

    @Option(
            names = "--loops",
            order = 7,
            paramLabel = "COUNT",
            description = "Event loops. Default: one per core. (CAISSON_LOOPS)")
    void loops(String value) {
        set("--loops", "CAISSON_LOOPS", value);
    }

    @Option(
            names = "--stop-wait",
            order = 8,
            paramLabel = "TIME",
            description =
                    "How long open streams may go on after the order to stop. Default: 10s." + " (CAISSON_STOP_WAIT)")
    void stopWait(String value) {
        set("--stop-wait", "CAISSON_STOP_WAIT", value);
    }

    @Option(
            names = "--socket-mode",
            order = 9,
            paramLabel = "MODE",
            description = "Rights of listening sockets, as for chmod. Default: 0660. (CAISSON_SOCKET_MODE)")
    void socketMode(String value) {
        set("--socket-mode", "CAISSON_SOCKET_MODE", value);
    }

    @Option(
            names = "--body-max",
            order = 10,
            paramLabel = "SIZE",
            description = "Largest request body, for example 64MiB. Default: no bound. (CAISSON_BODY_MAX)")
    void bodyMax(String value) {
        set("--body-max", "CAISSON_BODY_MAX", value);
    }

    @Option(
            names = "--connections-max",
            order = 11,
            paramLabel = "COUNT",
            description = "Most client connections at a time. Default: 16384. (CAISSON_CONNECTIONS_MAX)")
    void connectionsMax(String value) {
        set("--connections-max", "CAISSON_CONNECTIONS_MAX", value);
    }

    @Option(
            names = "--tls",
            order = 12,
            paramLabel = "DIR",
            description = "Speak TLS on TCP listeners, with cert.pem, key.pem and ca.pem of this folder; see"
                    + " `caisson certs`. (CAISSON_TLS)")
    void tls(String value) {
        set("--tls", "CAISSON_TLS", value);
    }

    @Option(
            names = "--engine-tls",
            order = 13,
            paramLabel = "DIR",
            description = "Speak TLS to the engine, with ca.pem, cert.pem and key.pem of this folder."
                    + " (CAISSON_ENGINE_TLS)")
    void engineTls(String value) {
        set("--engine-tls", "CAISSON_ENGINE_TLS", value);
    }

    private void set(String option, String variable, String value) {
        given.put(variable, option);
        values.put(variable, value);
    }

    /** The environment with the options laid over it. */
    Map<String, String> over(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        if (values.containsKey("CAISSON_ENGINE")) {
            // The option wins over every other way to name the engine.
            all.remove("SOCKET_PATH");
            all.remove("DOCKER_HOST");
        }
        all.putAll(values);
        return all;
    }

    /** The same outcome with each problem under the name that the user typed. */
    Loaded named(Loaded loaded) {
        return switch (loaded) {
            case Loaded.Valid valid -> valid;
            case Loaded.Invalid(var problems) ->
                new Loaded.Invalid(problems.stream().map(this::named).toList());
        };
    }

    private Problem named(Problem problem) {
        @Nullable String option = given.get(problem.setting());
        return option == null ? problem : new Problem(option, problem.message());
    }
}
