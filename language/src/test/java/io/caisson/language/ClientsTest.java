package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.file.ClientSpec;
import io.caisson.core.identity.CertificateFact;
import io.caisson.core.identity.ContainerFact;
import io.caisson.core.identity.Criterion;
import io.caisson.core.identity.Network;
import io.caisson.core.identity.TextPattern;
import io.caisson.core.policy.client.Allowance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client rules as files write them. */
class ClientsTest {
    private static List<ClientSpec> clients(String rules) {
        String text = "policies: {p: {}, q: {}}\nlisteners:\n  l:\n    address: unix:///l.sock\n    clients:\n"
                + rules.indent(6) + "tokens: /t\n";
        Loaded loaded = PolicyFiles.compile(Map.of("caisson.yaml", text), Map.of());
        if (loaded instanceof Loaded.Invalid(var problems)) {
            throw new AssertionError(problems.toString());
        }
        return ((Loaded.Valid) loaded).snapshot().file().listeners().get("l").clients();
    }

    private static List<TextPattern> patterns(String... texts) {
        return List.of(texts).stream().map(TextPattern::new).toList();
    }

    @Test
    void a_rule_that_says_only_what_it_must() {
        ClientSpec client = clients("- policy: p").getFirst();
        assertThat(client.selector().criteria()).isEmpty();
        assertThat(client.policy()).contains("p");
        assertThat(client.policies()).containsExactly("p");
        assertThat(client.allowance()).isEqualTo(Allowance.UNBOUNDED);
        assertThat(client.position()).hasToString("caisson.yaml:6:9");
    }

    @Test
    void a_rule_that_says_everything() {
        ClientSpec client = clients("""
            - match:
                network: [10.0.0.0/8, "2001:db8::7"]
                user: [root, "1000"]
                group: root
                pid: [4711]
                token: ci-*
                container:
                  name: web
                  image: registry.example.com/**
                  project: shop
                  service: [a, b]
                  labels: [team=ci, tier=**]
                certificate:
                  cn: runner-*
                  issuer: ca
                  dns: Runner.Example.org
                  uri: spiffe://example.org/ci/**
                  ip: 192.0.2.7
                  pin: sha256:%s
              policy-from-label: caisson.policy
              policies: [p, q]
              limits:
                requests-per-second: 50
                burst: 100
                concurrent: 10
                streams: 5
                upload-per-minute: 1GiB
                connections: 20
            """.formatted("ab".repeat(32))).getFirst();
        assertThat(client.selector().criteria())
                .containsExactly(
                        new Criterion.FromNetwork(List.of(
                                Network.parse("10.0.0.0/8").orElseThrow(),
                                Network.parse("2001:db8::7").orElseThrow())),
                        new Criterion.ByUser(List.of(0L, 1000L)),
                        new Criterion.ByGroup(List.of(0L)),
                        new Criterion.ByProcess(List.of(4711L)),
                        new Criterion.ByToken(patterns("ci-*")),
                        new Criterion.InContainer(ContainerFact.NAME, patterns("web")),
                        new Criterion.InContainer(ContainerFact.IMAGE, patterns("registry.example.com/**")),
                        new Criterion.InContainer(ContainerFact.PROJECT, patterns("shop")),
                        new Criterion.InContainer(ContainerFact.SERVICE, patterns("a", "b")),
                        new Criterion.InContainer(ContainerFact.LABELS, patterns("team=ci", "tier=**")),
                        new Criterion.ByCertificate(CertificateFact.CN, patterns("runner-*")),
                        new Criterion.ByCertificate(CertificateFact.ISSUER, patterns("ca")),
                        new Criterion.ByCertificate(CertificateFact.DNS, patterns("runner.example.org")),
                        new Criterion.ByCertificate(CertificateFact.URI, patterns("spiffe://example.org/ci/**")),
                        new Criterion.ByCertificate(CertificateFact.IP, patterns("192.0.2.7")),
                        new Criterion.ByCertificate(CertificateFact.PIN, patterns("ab".repeat(32))));
        assertThat(client.policy()).isEmpty();
        assertThat(client.label()).isEqualTo("caisson.policy");
        assertThat(client.policies()).containsExactly("p", "q");
        assertThat(client.allowance()).isEqualTo(new Allowance(50, 100, 10, 5, 1L << 30, 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{policy: x}]                                          | no policy has the name `x`",
                "[{}]                                                   | either `policy` or `policy-from-label`",
                "[{policy: p, policy-from-label: l, policies: [p]}]     | either `policy` or `policy-from-label`",
                "[{policy-from-label: l}]                               | stand together",
                "[{policy: p, policies: [q]}]                           | stand together",
                "[{policy-from-label: l, policies: [x]}]                | no policy has the name `x`",
                "[{policy: p, match: {}}]                               | asks for nothing",
                "[{policy: p, match: {container: {}}}]                  | asks for nothing",
                "[{policy: p, match: {certificate: {}}}]                | asks for nothing",
                "[{policy: p, match: {network: [10.0.0.1/8]}}]          | `10.0.0.1/8` is no network",
                "[{policy: p, match: {user: nobody-knows-this}}]        | is no user of this machine",
                "[{policy: p, match: {group: nobody-knows-this}}]       | is no group of this machine",
                "[{policy: p, match: {pid: [0]}}]                       | is no number of a process",
                "[{policy: p, match: {container: {labels: [team]}}}]    | written `key=value`",
                "[{policy: p, match: {certificate: {pin: abc}}}]        | is no SHA-256 of a public key",
                "[{policy: p, match: {nework: [10.0.0.0/8]}}]           | did you mean `network`?",
                "[{policy: p, match: {jwt: {issuer: i, claims: [a=b]}}}]| no issuer has the name `i`",
                "[{policy: p, limits: {burst: 5}}]                      | means nothing without `requests-per-second`",
                "[]                                                     | write `policy: NAME`, or `clients` with rules"
            })
    void what_is_wrong_is_said_with_what_would_be_right(String rules, String problem) {
        assertThat(Policies.problems(
                        "policies: {p: {}, q: {}}\nlisteners: {l: {address: unix:///l.sock, clients: " + rules + "}}"))
                .anyMatch(line -> line.contains(problem));
    }

    @Test
    void a_listener_has_either_a_policy_or_client_rules() {
        assertThat(Policies.problems("""
            policies: {p: {}}
            listeners: {l: {address: unix:///l.sock, policy: p, clients: [{policy: p}]}}
            """))
                .containsExactly("caisson.yaml:2:13: listeners.l: a listener has either `policy` or `clients`");
    }
}
