package io.caisson.core.config;

import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the program is told before it starts, validated.
 *
 * @param listen where clients connect; at least one
 * @param engine the engine
 * @param logLevel least severe record that is written
 * @param logFormat how records are written; empty means text when standard output is a terminal, and JSON otherwise
 * @param admin where metrics and readiness are served, if anywhere
 * @param loops event loops, at least one
 * @param limits every bound of the data path
 * @param socketMode rights of listening socket files, as the nine bits of {@code chmod}, for example 0660
 * @param policy what clients may do
 * @param tls how TLS is spoken on the TCP addresses of {@code listen}, where the environment says so
 * @param engineTls how TLS is spoken to the engine, where the environment says so
 * @param report lines for the operator, printed once at start: what is open, what to know
 */
public record Settings(
        List<Address> listen,
        Address engine,
        LogLevel logLevel,
        Optional<LogFormat> logFormat,
        Optional<Address.Tcp> admin,
        int loops,
        Limits limits,
        int socketMode,
        Policy policy,
        Optional<ListenerTls> tls,
        Optional<EngineTls> engineTls,
        List<String> report) {
    public Settings {
        listen = List.copyOf(listen);
        report = List.copyOf(report);
    }
}
