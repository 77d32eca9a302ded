package io.caisson.core.config;

import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings that every way of starting has.
 *
 * @param logLevel least severe record that is written
 * @param logFormat how records are written, where that is said
 * @param admin where metrics and readiness are served, if anywhere
 * @param loops event loops
 * @param limits every bound of the data path
 * @param socketMode rights of listening socket files, where that is said
 * @param hints whether a refusal names the line that would allow the operation
 */
record Common(
        LogLevel logLevel,
        Optional<LogFormat> logFormat,
        Optional<Address.Tcp> admin,
        int loops,
        Limits limits,
        Optional<Integer> socketMode,
        boolean hints) {
    /** Rights of a socket file unless it is said otherwise: for the owner and the group. */
    static final int SOCKET_MODE = 0660;

    static final String LOG_LEVEL = "LOG_LEVEL";
    private static final int LOOPS_MAX = 256;
    private static final int CONNECTIONS_MAX = 1_000_000;
    private static final Duration STOP_WAIT_MAX = Duration.ofHours(1);

    static Common read(Variables variables, int loopsUnlessSet) {
        return new Common(
                logLevel(variables),
                logFormat(variables),
                admin(variables),
                (int) number(variables, OwnVariable.CAISSON_LOOPS, LOOPS_MAX, loopsUnlessSet),
                limits(variables),
                socketMode(variables),
                variables.isOn(OwnVariable.CAISSON_HINTS.name(), true));
    }

    /** All settings, with what differs from one way of starting to another. */
    Settings settings(
            List<Address> listen,
            Address engine,
            int mode,
            Policy policy,
            Optional<ListenerTls> tls,
            Optional<EngineTls> engineTls,
            List<String> report) {
        return new Settings(
                listen, engine, logLevel, logFormat, admin, loops, limits, mode, policy, tls, engineTls, report);
    }

    /** The same without TLS. */
    Settings settings(List<Address> listen, Address engine, int mode, Policy policy, List<String> report) {
        return settings(listen, engine, mode, policy, Optional.empty(), Optional.empty(), report);
    }

    private static LogLevel logLevel(Variables variables) {
        Optional<String> value = variables.text(LOG_LEVEL);
        if (value.isEmpty()) {
            return LogLevel.INFO;
        }
        Optional<LogLevel> level = LogLevel.of(value.get());
        if (level.isEmpty()) {
            variables.refuse(
                    LOG_LEVEL,
                    value.get(),
                    "is no level; write debug, info, notice, warning, err, crit, alert or emerg");
        }
        return level.orElse(LogLevel.INFO);
    }

    private static Optional<LogFormat> logFormat(Variables variables) {
        String name = OwnVariable.CAISSON_LOG_FORMAT.name();
        String value = variables.text(name).orElse("auto");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "json" -> Optional.of(LogFormat.JSON);
            case "text" -> Optional.of(LogFormat.TEXT);
            case "auto" -> Optional.empty();
            default -> {
                variables.refuse(name, value, "is no format; write json, text or auto");
                yield Optional.empty();
            }
        };
    }

    static Optional<Address.Tcp> admin(Variables variables) {
        String name = OwnVariable.CAISSON_ADMIN.name();
        Optional<String> value = variables.text(name);
        if (value.isEmpty() || value.get().equals("off")) {
            return Optional.empty();
        }
        String text = value.get();
        Optional<Address.Tcp> address =
                Addresses.tcp(text.startsWith("tcp://") ? text.substring("tcp://".length()) : text, 0);
        if (address.isEmpty()) {
            variables.refuse(name, text, "is no address to listen on; write host:port, for example 127.0.0.1:9323");
        }
        return address;
    }

    private static Optional<Integer> socketMode(Variables variables) {
        String name = OwnVariable.CAISSON_SOCKET_MODE.name();
        Optional<String> value = variables.text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> mode = Values.fileMode(value.get());
        if (mode.isEmpty()) {
            variables.refuse(name, value.get(), "is no file mode; write three octal digits, for example 0660");
        }
        return mode;
    }

    private static Limits limits(Variables variables) {
        Limits unlessSet = Limits.DEFAULTS;
        int connectionsMax = (int)
                number(variables, OwnVariable.CAISSON_CONNECTIONS_MAX, CONNECTIONS_MAX, unlessSet.connectionsMax());
        return unlessSet.with(
                bodyBytesMax(variables, unlessSet.bodyBytesMax()),
                connectionsMax,
                stopWait(variables, unlessSet.stopWait()));
    }

    private static long bodyBytesMax(Variables variables, long unlessSet) {
        String name = OwnVariable.CAISSON_BODY_MAX.name();
        Optional<String> value = variables.text(name);
        if (value.isEmpty() || value.get().equals("off")) {
            return unlessSet;
        }
        Optional<Long> size = Values.size(value.get());
        if (size.isEmpty()) {
            variables.refuse(
                    name, value.get(), "is no size; write a number with B, KiB, MiB or GiB, for example 64MiB, or off");
        }
        return size.orElse(unlessSet);
    }

    private static Duration stopWait(Variables variables, Duration unlessSet) {
        String name = OwnVariable.CAISSON_STOP_WAIT.name();
        Optional<String> value = variables.text(name);
        if (value.isEmpty()) {
            return unlessSet;
        }
        Optional<Duration> wait = Values.duration(value.get(), STOP_WAIT_MAX);
        if (wait.isEmpty()) {
            variables.refuse(
                    name, value.get(), "is no time from 1ms to 1h; write a number with ms, s, m or h, for example 10s");
        }
        return wait.orElse(unlessSet);
    }

    private static long number(Variables variables, OwnVariable variable, long most, long unlessSet) {
        Optional<String> value = variables.text(variable.name());
        if (value.isEmpty()) {
            return unlessSet;
        }
        Optional<Long> number = Values.number(value.get(), 1, most);
        if (number.isEmpty()) {
            variables.refuse(variable.name(), value.get(), "is no number from 1 to " + most);
        }
        return number.orElse(unlessSet);
    }

    /** The elements of a list with commas between, without the blanks around them. */
    static List<String> list(String value) {
        List<String> elements = new ArrayList<>();
        for (String element : value.split(",", -1)) {
            elements.add(element.strip());
        }
        return elements;
    }
}
