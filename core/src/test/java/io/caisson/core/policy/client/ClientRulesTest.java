package io.caisson.core.policy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.identity.CertificateFact;
import io.caisson.core.identity.ContainerFact;
import io.caisson.core.identity.Credential;
import io.caisson.core.identity.Criterion;
import io.caisson.core.identity.IpAddress;
import io.caisson.core.identity.Known;
import io.caisson.core.identity.Network;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.identity.PeerContainer;
import io.caisson.core.identity.Principal;
import io.caisson.core.identity.Selector;
import io.caisson.core.identity.TextPattern;
import io.caisson.core.identity.UnixPeer;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom rules fit, and above all whom they do not. */
class ClientRulesTest {
    private static final Policy NARROW = Policy.of("narrow", Mode.ENFORCE, true, "r", List.of());
    private static final Policy WIDE = Policy.of("wide", Mode.ENFORCE, true, "r", List.of());
    private static final ClientRule ANYBODY = rule(WIDE);

    private static ClientRule rule(Policy policy, Criterion... criteria) {
        return new ClientRule(
                new Selector(List.of(criteria), "clients[0]"), new Grant.Fixed(policy), Allowance.UNBOUNDED);
    }

    private static List<TextPattern> patterns(String... texts) {
        return List.of(texts).stream().map(TextPattern::new).toList();
    }

    private static Principal tcp(String address) {
        return new Principal("l", address + ":1")
                .knowing(Known.NOTHING.from(IpAddress.parse(address).orElseThrow()));
    }

    private static Principal unix(Known known) {
        return new Principal("l", Principal.UNIX, known);
    }

    private static Known process(long uid, long gid, Long... groups) {
        return Known.NOTHING.by(new UnixPeer(7, uid, gid, List.of(groups), "u"));
    }

    private static Principal container(Map<String, String> labels) {
        return unix(process(0, 0).in(new Origin.Inside(new PeerContainer("id", "web", "registry/web:1", labels))));
    }

    private static PeerCertificate certificate(String cn) {
        return new PeerCertificate(
                Optional.of(cn),
                Optional.of("ca"),
                List.of("runner.example.org"),
                List.of("spiffe://example.org/ci/a"),
                List.of("192.0.2.7"),
                List.of(),
                "ab".repeat(32),
                "1",
                Instant.MAX);
    }

    private static String admitted(List<ClientRule> rules, Principal caller) {
        return switch (new ClientRules(rules).admit(caller)) {
            case Admission.Admitted admitted -> admitted.policy().name();
            case Admission.Refused refused -> refused.reason().code();
        };
    }

    @Test
    void the_first_rule_that_fits_decides_and_whom_none_fits_is_refused() {
        List<ClientRule> rules = List.of(
                rule(
                        NARROW,
                        new Criterion.FromNetwork(
                                List.of(Network.parse("10.0.0.0/24").orElseThrow()))),
                rule(
                        WIDE,
                        new Criterion.FromNetwork(
                                List.of(Network.parse("10.0.0.0/8").orElseThrow()))));
        assertThat(admitted(rules, tcp("10.0.0.7"))).isEqualTo("narrow");
        assertThat(admitted(rules, tcp("10.9.0.7"))).isEqualTo("wide");
        assertThat(admitted(rules, tcp("192.0.2.1"))).isEqualTo("client_unknown");
        assertThat(admitted(List.of(), tcp("10.0.0.7"))).isEqualTo("client_unknown");
    }

    @Test
    void a_caller_must_fit_every_criterion_of_a_rule() {
        ClientRule both = rule(
                NARROW,
                new Criterion.ByCertificate(CertificateFact.CN, patterns("runner-*")),
                new Criterion.FromNetwork(List.of(Network.parse("10.0.0.0/8").orElseThrow())));
        Principal near = tcp("10.0.0.7");
        Principal far = tcp("192.0.2.1");
        assertThat(admitted(List.of(both), near.knowing(near.known().with(certificate("runner-1")))))
                .isEqualTo("narrow");
        assertThat(admitted(List.of(both), near.knowing(near.known().with(certificate("admin")))))
                .isEqualTo("client_unknown");
        assertThat(admitted(List.of(both), far.knowing(far.known().with(certificate("runner-1")))))
                .isEqualTo("client_unknown");
        assertThat(admitted(List.of(both), near)).isEqualTo("client_unknown");
    }

    @Test
    void users_and_groups_are_those_of_the_process_and_doubt_never_falls_through_to_a_wider_rule() {
        List<ClientRule> rules = List.of(
                rule(NARROW, new Criterion.ByUser(List.of(1000L))), rule(NARROW, new Criterion.ByGroup(List.of(50L))));
        assertThat(admitted(rules, unix(process(1000, 1000)))).isEqualTo("narrow");
        assertThat(admitted(rules, unix(process(1001, 50)))).isEqualTo("narrow");
        assertThat(admitted(rules, unix(process(1001, 1001, 40L, 50L)))).isEqualTo("narrow");
        assertThat(admitted(rules, unix(process(0, 0)))).isEqualTo("client_unknown");
        assertThat(admitted(List.of(rules.getFirst(), ANYBODY), unix(Known.NOTHING)))
                .isEqualTo("client_unclear");
        assertThat(admitted(List.of(rules.getFirst(), ANYBODY), tcp("10.0.0.1")))
                .as("a TCP connection has no process, which is no doubt")
                .isEqualTo("wide");
    }

    @Test
    void a_container_that_cannot_be_told_is_refused_before_any_wider_rule() {
        List<ClientRule> rules =
                List.of(rule(NARROW, new Criterion.InContainer(ContainerFact.NAME, patterns("web"))), ANYBODY);
        assertThat(admitted(rules, container(Map.of()))).isEqualTo("narrow");
        assertThat(admitted(rules, unix(process(0, 0).in(Origin.OUTSIDE)))).isEqualTo("wide");
        assertThat(admitted(rules, unix(process(0, 0).in(new Origin.Unclear("two have it")))))
                .isEqualTo("client_unclear");
        assertThat(admitted(rules, unix(process(0, 0))))
                .as("nobody asked for it")
                .isEqualTo("client_unclear");
    }

    @Test
    void every_label_pattern_must_be_found_and_a_missing_value_fits_no_star() {
        ClientRule labels =
                rule(NARROW, new Criterion.InContainer(ContainerFact.LABELS, patterns("team=ci", "tier=*")));
        assertThat(admitted(List.of(labels), container(Map.of("team", "ci", "tier", "db"))))
                .isEqualTo("narrow");
        assertThat(admitted(List.of(labels), container(Map.of("team", "ci")))).isEqualTo("client_unknown");
        ClientRule project = rule(NARROW, new Criterion.InContainer(ContainerFact.PROJECT, patterns("*")));
        assertThat(admitted(List.of(project), container(Map.of("com.docker.compose.project", "shop"))))
                .isEqualTo("narrow");
        assertThat(admitted(List.of(project), container(Map.of()))).isEqualTo("client_unknown");
    }

    @Test
    void a_label_gives_only_a_policy_that_the_operator_named() {
        ClientRule byLabel = new ClientRule(
                new Selector(List.of(), "clients[0]"),
                new Grant.ByLabel("caisson.policy", Map.of("narrow", NARROW)),
                Allowance.UNBOUNDED);
        List<ClientRule> rules = List.of(byLabel, ANYBODY);
        assertThat(admitted(rules, container(Map.of("caisson.policy", "narrow"))))
                .isEqualTo("narrow");
        assertThat(admitted(rules, container(Map.of("caisson.policy", "wide")))).isEqualTo("policy_label_refused");
        assertThat(admitted(rules, container(Map.of()))).isEqualTo("wide");
        assertThat(admitted(rules, unix(process(0, 0).in(Origin.OUTSIDE)))).isEqualTo("wide");
        assertThat(admitted(rules, unix(process(0, 0)))).isEqualTo("client_unclear");
    }

    @Test
    void certificates_fit_by_each_of_their_facts() {
        Principal caller = tcp("10.0.0.1").knowing(Known.NOTHING.with(certificate("runner-1")));
        Map<CertificateFact, String> facts = Map.of(
                CertificateFact.CN, "runner-1",
                CertificateFact.ISSUER, "ca",
                CertificateFact.DNS, "*.example.org",
                CertificateFact.URI, "spiffe://example.org/ci/*",
                CertificateFact.IP, "192.0.2.7",
                CertificateFact.PIN, "ab".repeat(32));
        facts.forEach((fact, value) -> {
            assertThat(admitted(List.of(rule(NARROW, new Criterion.ByCertificate(fact, patterns(value)))), caller))
                    .as(fact.name())
                    .isEqualTo("narrow");
            assertThat(admitted(
                            List.of(rule(NARROW, new Criterion.ByCertificate(fact, patterns(value + "x")))), caller))
                    .as(fact.name())
                    .isEqualTo("client_unknown");
        });
    }

    @Test
    void without_a_credential_that_might_help_the_caller_is_asked_for_one() {
        List<ClientRule> rules = List.of(
                rule(NARROW, new Criterion.ByToken(patterns("ci-*"))),
                rule(WIDE, new Criterion.ByStatement("gitlab", Map.of("project_path", patterns("team/*")))));
        Principal caller = tcp("10.0.0.1");
        assertThat(admitted(rules, caller)).isEqualTo("credentials_required");
        assertThat(admitted(rules, caller.knowing(Known.NOTHING.with(new Credential.Token("ci-1")))))
                .isEqualTo("narrow");
        assertThat(admitted(rules, caller.knowing(Known.NOTHING.with(new Credential.Token("admin")))))
                .isEqualTo("client_unknown");
        Map<String, List<String>> claims = Map.of("project_path", List.of("team/app"));
        assertThat(admitted(rules, caller.knowing(Known.NOTHING.with(new Credential.Statement("gitlab", "s", claims)))))
                .isEqualTo("wide");
        assertThat(admitted(rules, caller.knowing(Known.NOTHING.with(new Credential.Statement("github", "s", claims)))))
                .as("the same claim of another issuer")
                .isEqualTo("client_unknown");
        assertThat(admitted(
                        rules, caller.knowing(Known.NOTHING.with(new Credential.Statement("gitlab", "s", Map.of())))))
                .as("a claim that is missing")
                .isEqualTo("client_unknown");
        assertThat(Reason.CREDENTIALS_REQUIRED.status()).isEqualTo(401);
    }
}
