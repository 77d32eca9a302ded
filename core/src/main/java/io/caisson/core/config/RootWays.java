package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import io.caisson.core.risk.Level;
import io.caisson.core.risk.Risk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways to root that a policy without conditions opens, for a start that refuses nobody for them. Plain loops over
 * the catalogue of risks: nothing is tried, as nothing depends on a call.
 */
final class RootWays {
    private RootWays() {}

    /** One line for each rule that opens such a way: the worst that it does. */
    static List<String> in(Policy policy) {
        List<String> lines = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (Risk risk : Risk.all()) {
            Operation operation = risk.level() == Level.ROOT ? allowed(risk.operations(), policy) : null;
            Operation partner = allowed(risk.together(), policy);
            if (operation == null || partner == null && !risk.together().isEmpty()) {
                continue;
            }
            String rule = policy.decide(operation).rule().rule();
            if (partner != null && rules.contains(rule)) {
                rule = policy.decide(partner).rule().rule();
            }
            if (!rules.contains(rule)) {
                rules.add(rule);
                lines.add("warning: " + rule + " is as good as root on the engine's host: with " + operation.id() + " "
                        + risk.why());
            }
        }
        return lines;
    }

    private static @Nullable Operation allowed(List<Operation> operations, Policy policy) {
        for (Operation operation : operations) {
            if (policy.decide(operation) instanceof Decision.Allow) {
                return operation;
            }
        }
        return null;
    }
}
