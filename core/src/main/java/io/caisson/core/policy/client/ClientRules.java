package io.caisson.core.policy.client;

import io.caisson.core.identity.Credential;
import io.caisson.core.identity.Match;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.PeerContainer;
import io.caisson.core.identity.Principal;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client rules of one listener, in order.
 *
 * @param rules the rules
 */
public record ClientRules(List<ClientRule> rules) {
    public ClientRules {
        rules = List.copyOf(rules);
    }

    /** The first rule that fits decides; where it cannot be told whether one fits, none after it is asked. */
    public Admission admit(Principal principal) {
        for (int i = 0; i < rules.size(); i++) {
            ClientRule rule = rules.get(i);
            switch (rule.selector().test(principal)) {
                case Match.No() -> {}
                case Match.Unclear(String detail) -> {
                    return new Admission.Refused(principal, Reason.CLIENT_UNCLEAR, detail);
                }
                case Match.Yes() -> {
                    Optional<Admission> admission = granted(principal, rule, i);
                    if (admission.isPresent()) {
                        return admission.get();
                    }
                }
            }
        }
        Optional<Credential> proved = principal.known().credential();
        boolean mayProve = proved.isEmpty() && asksForCredential();
        return new Admission.Refused(
                principal, mayProve ? Reason.CREDENTIALS_REQUIRED : Reason.CLIENT_UNKNOWN, principal.name());
    }

    /** Empty where the rule gives what the caller does not name: then it does not fit. */
    private static Optional<Admission> granted(Principal principal, ClientRule rule, int index) {
        return switch (rule.grant()) {
            case Grant.Fixed(Policy policy) ->
                Optional.of(new Admission.Admitted(principal, policy, rule.allowance(), index));
            case Grant.ByLabel(String label, Map<String, Policy> among) -> {
                if (principal.known().origin() instanceof Origin.Unclear(String detail)) {
                    yield Optional.of(new Admission.Refused(principal, Reason.CLIENT_UNCLEAR, detail));
                }
                if (!(principal.known().origin() instanceof Origin.Inside(PeerContainer container))) {
                    yield Optional.empty();
                }
                String name = container.labels().get(label);
                if (name == null) {
                    yield Optional.empty();
                }
                Policy policy = among.get(name);
                // A label that asks for what the operator did not name is an attempt, or a slip: no rule after it
                // helps.
                yield Optional.of(
                        policy == null
                                ? new Admission.Refused(
                                        principal,
                                        Reason.POLICY_LABEL_REFUSED,
                                        "the label `" + label + "` of container `" + container.name() + "` names `"
                                                + name + "`")
                                : new Admission.Admitted(principal, policy, rule.allowance(), index));
            }
        };
    }

    /** Whether any rule needs to know the container. */
    public boolean asksForContainer() {
        return rules.stream()
                .anyMatch(rule -> rule.selector().asksForContainer() || rule.grant() instanceof Grant.ByLabel);
    }

    /** Whether any rule needs to know the process behind a unix socket. */
    public boolean asksForProcess() {
        return rules.stream().anyMatch(rule -> rule.selector().asksForProcess());
    }

    /** Whether any rule looks at what requests prove. */
    public boolean asksForCredential() {
        return rules.stream().anyMatch(rule -> rule.selector().asksForCredential());
    }
}
