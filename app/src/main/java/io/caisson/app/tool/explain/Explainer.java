package io.caisson.app.tool.explain;

import io.caisson.app.tool.explain.Explanation.Advice;
import io.caisson.app.tool.explain.Explanation.Step;
import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.request.Asked;
import io.caisson.app.tool.request.FactNames;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.Trace;
import io.caisson.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges a request with the gate's own readers and the policy's own trace. */
public final class Explainer {
    private final RequestReader reader = new RequestReader();

    /** Why a policy says what it says of a request. */
    public Explanation explain(Chosen chosen, Request request) {
        Policy policy = chosen.policy();
        return switch (reader.read(request, policy)) {
            case Asked.Unreadable unreadable -> unreadable(chosen, request, unreadable);
            case Asked.Call(Question question, String target) -> judged(chosen, request, question, target);
        };
    }

    private static Explanation judged(Chosen chosen, Request request, Question question, String target) {
        Policy policy = chosen.policy();
        Operation operation = question.call().operation();
        Trace trace = policy.explain(question);
        List<Step> steps = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        for (Trace.Step step : trace.steps()) {
            steps.add(new Step(
                    step.effect(),
                    step.rule(),
                    chosen.position(step.rule()),
                    step.condition(),
                    step.outcome(),
                    step.decisive()));
            conditions.add(step.condition());
        }
        Optional<Decision.Deny> denial =
                trace.decision() instanceof Decision.Deny deny ? Optional.of(deny) : Optional.empty();
        Needs needs = RequestReader.needs(policy, operation);
        boolean blind = needs.target()
                        && question.target().isEmpty()
                        && request.objects().isEmpty()
                || needs.body() && question.body().isEmpty();
        boolean undecided = blind
                && denial.map(deny -> deny.reason() == Reason.CONDITION_FAILED).orElse(false);
        return new Explanation(
                denial.isEmpty(),
                undecided,
                denial.map(Decision.Deny::reason),
                denial.map(Decision.Deny::detail).orElse(""),
                Optional.of(operation),
                request.method(),
                target,
                request.principal(),
                policy.name(),
                policy.mode(),
                policy.revision(),
                chosen.position(),
                steps,
                FactNames.in(conditions, question),
                denial.isEmpty() ? obligations(policy, question) : List.of(),
                undecided
                        ? new Advice(missing(needs, question), List.of())
                        : denial.isEmpty() ? Advice.NONE : Adviser.advise(chosen, question, steps, denial.get()));
    }

    private static Explanation unreadable(Chosen chosen, Request request, Asked.Unreadable unreadable) {
        Policy policy = chosen.policy();
        // A call that no rule needs to look into is refused or allowed by its operation alone.
        boolean passes = !unreadable.always()
                && unreadable.operation().isPresent()
                && policy.decide(unreadable.operation().get()) instanceof Decision.Allow;
        return new Explanation(
                passes,
                false,
                passes ? Optional.empty() : Optional.of(unreadable.reason()),
                unreadable.detail(),
                unreadable.operation(),
                request.method(),
                request.target(),
                request.principal(),
                policy.name(),
                policy.mode(),
                policy.revision(),
                chosen.position(),
                List.of(),
                Map.of(),
                List.of(),
                passes ? Advice.NONE : new Advice(advice(unreadable.reason()), List.of()));
    }

    private static String missing(Needs needs, Question question) {
        return "It depends on "
                + (needs.target() && question.target().isEmpty()
                        ? "the object, which the gate looks up: give it with --object, or let --engine be asked."
                        : "the body, which the gate reads: give it with --body.");
    }

    private static String advice(Reason reason) {
        return switch (reason) {
            case UNKNOWN_OPERATION ->
                "No policy can allow it: the engine has no such route and would answer 404. Compare method and path with"
                        + " the API's reference.";
            case TARGET_NOT_FOUND -> "The engine has no such object, so that no condition on it can hold.";
            case PATH_NOT_CANONICAL -> "Ask for the cleaned path; the engine would redirect there too.";
            default -> "No policy can allow it as it is: the request itself has to change.";
        };
    }

    /** What the gate does to a call before it sends it on. */
    private static List<String> obligations(Policy policy, Question question) {
        List<String> obligations = new ArrayList<>();
        Needs needs = RequestReader.needs(policy, question.call().operation());
        if (needs.target() && question.target().isPresent()) {
            obligations.add("call the object by its full id, so that a rename in between changes nothing");
        }
        if (needs.body()) {
            obligations.add("send the body as it was read, so that the engine reads no other");
        }
        return obligations;
    }
}
