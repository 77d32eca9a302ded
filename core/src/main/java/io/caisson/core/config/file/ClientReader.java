package io.caisson.core.config.file;

import io.caisson.core.config.Values;
import io.caisson.core.config.tree.Node;
import io.caisson.core.identity.CertificateFact;
import io.caisson.core.identity.ContainerFact;
import io.caisson.core.identity.Criterion;
import io.caisson.core.identity.Network;
import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.identity.Selector;
import io.caisson.core.identity.TextPattern;
import io.caisson.core.policy.client.Allowance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the client rules of a listener. */
final class ClientReader {
    private static final int RATE_MAX = 1_000_000;
    private static final long PID_MAX = 1L << 22;
    private static final String PIN = "sha256:";

    private final Reading reading;
    private final Accounts accounts;
    private final Set<String> policies;
    private final Set<String> issuers;
    private final boolean hasTokens;

    ClientReader(Reading reading, Set<String> policies, Set<String> issuers, boolean hasTokens) {
        this.hasTokens = hasTokens;
        this.reading = reading;
        this.accounts = new Accounts(reading::file);
        this.policies = policies;
        this.issuers = issuers;
    }

    /** The rules of one listener, in order. */
    List<ClientSpec> read(MappingReader listener) {
        List<ClientSpec> clients = new ArrayList<>();
        for (Node item : listener.items("clients")) {
            String path = listener.path("clients[" + clients.size() + "]");
            clients.add(client(path, new MappingReader(reading, path, Sections.CLIENT, item), item));
        }
        return clients;
    }

    private ClientSpec client(String path, MappingReader reader, Node node) {
        Optional<String> policy = reader.text("policy");
        policy.ifPresent(name -> known(reader, "policy", name));
        String label = reader.text("policy-from-label").orElse("");
        List<String> among = reader.names("policies").stream().map(Name::text).toList();
        among.forEach(name -> known(reader, "policies", name));
        if (policy.isPresent() == !label.isEmpty()) {
            reading.refuse(node.position(), path, "a client rule has either `policy` or `policy-from-label`");
        } else if (label.isEmpty() == !among.isEmpty()) {
            reading.refuse(
                    node.position(),
                    path,
                    "`policy-from-label` and `policies` stand together: the label may name only these policies");
        }
        List<Criterion> criteria = new ArrayList<>();
        reader.node("match")
                .ifPresent(match -> match(
                        new MappingReader(reading, path + ".match", Sections.MATCH, match), path + ".match", criteria));
        return new ClientSpec(
                new Selector(criteria, path.substring(path.indexOf("clients"))),
                policy,
                label,
                among,
                allowance(path, reader),
                node.position());
    }

    private void known(MappingReader reader, String key, String name) {
        if (!policies.contains(name)) {
            reading.refuseName(
                    reader.position(key),
                    reader.path(key),
                    "no policy has the name " + Values.shown(name),
                    name,
                    List.copyOf(policies),
                    "policies");
        }
    }

    private void match(MappingReader reader, String path, List<Criterion> criteria) {
        add(criteria, values(reader, "network", "is no network", Network::parse), Criterion.FromNetwork::new);
        add(criteria, values(reader, "user", "is no user of this machine", accounts::user), Criterion.ByUser::new);
        add(criteria, values(reader, "group", "is no group of this machine", accounts::group), Criterion.ByGroup::new);
        add(
                criteria,
                values(reader, "pid", "is no number of a process", text -> Values.number(text, 1, PID_MAX)),
                Criterion.ByProcess::new);
        if (reader.node("token").isPresent() && !hasTokens) {
            reader.refuse("token", "there are no tokens; name their file: `tokens: /etc/caisson/tokens`");
        }
        add(criteria, patterns(reader, "token", text -> text), Criterion.ByToken::new);
        section(reader, path, "container", Sections.MATCH_CONTAINER)
                .ifPresent(container -> container(container, criteria));
        section(reader, path, "certificate", Sections.MATCH_CERTIFICATE)
                .ifPresent(certificate -> certificate(certificate, criteria));
        section(reader, path, "jwt", Sections.MATCH_JWT).ifPresent(jwt -> statement(jwt, criteria));
        if (criteria.isEmpty()) {
            reading.refuse(
                    reader.position(), path, "asks for nothing; leave `match` out for a rule that fits every caller");
        }
    }

    private Optional<MappingReader> section(MappingReader reader, String path, String key, Section section) {
        return reader.node(key).map(node -> new MappingReader(reading, path + "." + key, section, node));
    }

    private void container(MappingReader reader, List<Criterion> criteria) {
        for (ContainerFact fact : ContainerFact.values()) {
            String key = fact.name().toLowerCase(Locale.ROOT);
            List<TextPattern> patterns = patterns(reader, key, text -> text);
            if (fact == ContainerFact.LABELS
                    && patterns.stream().anyMatch(pattern -> pattern.text().indexOf('=') <= 0)) {
                reader.refuse(key, "a label is written `key=value`; the value may be `**` for any");
            }
            add(criteria, patterns, all -> new Criterion.InContainer(fact, all));
        }
        nothing(reader, Sections.MATCH_CONTAINER);
    }

    private void certificate(MappingReader reader, List<Criterion> criteria) {
        for (CertificateFact fact : CertificateFact.values()) {
            String key = fact.name().toLowerCase(Locale.ROOT);
            List<TextPattern> patterns = patterns(reader, key, fact::normal);
            if (fact == CertificateFact.PIN) {
                patterns =
                        patterns.stream().map(pattern -> pin(reader, pattern)).toList();
            }
            add(criteria, patterns, all -> new Criterion.ByCertificate(fact, all));
        }
        nothing(reader, Sections.MATCH_CERTIFICATE);
    }

    private static TextPattern pin(MappingReader reader, TextPattern written) {
        String digits = written.text().startsWith(PIN) ? written.text().substring(PIN.length()) : written.text();
        boolean hex = digits.length() == PeerCertificate.PIN_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!hex) {
            reader.refuse(
                    "pin", Values.shown(written.text()) + " is no SHA-256 of a public key, 64 hexadecimal digits");
        }
        return new TextPattern(digits);
    }

    private void statement(MappingReader reader, List<Criterion> criteria) {
        Optional<String> issuer = reader.text("issuer");
        if (issuer.isPresent() && !issuers.contains(issuer.get())) {
            reading.refuseName(
                    reader.position("issuer"),
                    reader.path("issuer"),
                    "no issuer has the name " + Values.shown(issuer.get()),
                    issuer.get(),
                    List.copyOf(issuers),
                    "issuers");
        }
        Map<String, List<TextPattern>> claims = new LinkedHashMap<>();
        for (Name name : reader.names("claims")) {
            int equals = name.text().indexOf('=');
            if (equals <= 0) {
                reading.refuse(name.position(), reader.path("claims"), "a claim is written `name=value`");
            } else {
                claims.computeIfAbsent(name.text().substring(0, equals), none -> new ArrayList<>())
                        .add(new TextPattern(name.text().substring(equals + 1)));
            }
        }
        if (claims.isEmpty()) {
            reader.refuse(
                    "claims",
                    "names no claim, so that every job of everybody whom the issuer serves would fit; write one, such"
                            + " as `sub=repo:owner/name:*`");
        }
        issuer.ifPresent(name -> criteria.add(new Criterion.ByStatement(name, claims)));
    }

    private void nothing(MappingReader reader, Section section) {
        if (section.names().stream().allMatch(key -> reader.node(key).isEmpty())) {
            reading.refuse(reader.position(), reader.path(""), "asks for nothing");
        }
    }

    private List<TextPattern> patterns(MappingReader reader, String key, Function<String, String> normal) {
        return reader.names(key).stream()
                .map(name -> new TextPattern(normal.apply(name.text())))
                .toList();
    }

    private <T> List<T> values(MappingReader reader, String key, String problem, Function<String, Optional<T>> parser) {
        List<T> values = new ArrayList<>();
        for (Name name : reader.names(key)) {
            Optional<T> value = parser.apply(name.text());
            if (value.isEmpty()) {
                reading.refuse(name.position(), reader.path(key), Values.shown(name.text()) + " " + problem);
            }
            value.ifPresent(values::add);
        }
        return values;
    }

    private static <T> void add(List<Criterion> criteria, List<T> values, Function<List<T>, Criterion> maker) {
        if (!values.isEmpty()) {
            criteria.add(maker.apply(values));
        }
    }

    private Allowance allowance(String path, MappingReader reader) {
        Optional<Node> node = reader.node("limits");
        if (node.isEmpty()) {
            return Allowance.UNBOUNDED;
        }
        MappingReader limits = new MappingReader(reading, path + ".limits", Sections.CLIENT_LIMITS, node.get());
        int rate = limits.number("requests-per-second", RATE_MAX).orElse(0);
        Optional<Integer> burst = limits.number("burst", RATE_MAX);
        if (burst.isPresent() && rate == 0) {
            limits.refuse("burst", "means nothing without `requests-per-second`");
        }
        return new Allowance(
                rate,
                burst.orElse(Math.max(rate, 1)),
                limits.number("concurrent", RATE_MAX).orElse(0),
                limits.number("streams", RATE_MAX).orElse(0),
                limits.size("upload-per-minute").orElse(0L),
                limits.number("connections", RATE_MAX).orElse(0));
    }
}
