package io.caisson.app.tool.diff;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Rule;
import io.caisson.core.workload.DemandReader;
import java.util.ArrayList;
import java.util.List;

/**
 * On what terms a policy allows an operation.
 *
 * @param state never, for every call, or for some
 * @param allow conditions of which one must hold; empty where every call is allowed that is not denied
 * @param deny conditions of which none may hold
 */
public record Terms(State state, List<String> allow, List<String> deny) {
    /** From least to most. */
    public enum State {
        NEVER,
        SOMETIMES,
        ALWAYS
    }

    public Terms {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** The terms of a policy. */
    public static Terms of(Policy policy, Operation operation) {
        return switch (policy.decide(operation)) {
            case Decision.Allow allow -> new Terms(State.ALWAYS, List.of(), List.of());
            case Decision.Deny deny -> new Terms(State.NEVER, List.of(), List.of());
            case Decision.Conditional conditional -> conditional(policy, operation);
            case Decision.Asks asks -> conditional(policy, operation);
        };
    }

    private static Terms conditional(Policy policy, Operation operation) {
        List<String> allow = new ArrayList<>();
        List<String> deny = new ArrayList<>();
        boolean unconditional = false;
        for (Rule rule : policy.rules()) {
            if (!rule.conditions().containsKey(operation)) {
                continue;
            }
            String text = rule.conditions().get(operation).text();
            if (rule.effect() == Effect.DENY) {
                deny.add(text);
            } else if (text.isEmpty()) {
                unconditional = true;
            } else {
                allow.add(text);
            }
        }
        if (policy.workload().isPresent() && DemandReader.isRoute(operation)) {
            deny.add("it asks for more than " + policy.workload().get().text());
        }
        return new Terms(State.SOMETIMES, unconditional ? List.of() : allow, deny);
    }

    /** The terms in words, one line each. */
    public List<String> words() {
        return switch (state) {
            case NEVER -> List.of("never");
            case ALWAYS -> List.of("every call");
            case SOMETIMES -> {
                List<String> words = new ArrayList<>();
                if (allow.isEmpty()) {
                    words.add("every call");
                }
                allow.forEach(each -> words.add((words.isEmpty() ? "when " : "or when ") + each));
                deny.forEach(each -> words.add("but not when " + each));
                yield words;
            }
        };
    }
}
