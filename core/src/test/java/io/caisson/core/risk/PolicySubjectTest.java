package io.caisson.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.Rule;
import io.caisson.core.policy.RuleRef;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PolicySubjectTest {
    private record Given(String text, Predicate<Question> predicate) implements Condition {
        @Override
        public Needs needs() {
            return new Needs(true, true);
        }

        @Override
        public Outcome test(Question question) {
            return predicate.test(question) ? Outcome.HOLDS : Outcome.FAILS;
        }
    }

    private static PolicySubject subject(Operation operation, String text, Predicate<Question> condition) {
        Rule rule = new Rule(
                Effect.ALLOW,
                new RuleRef("p", operation.id() + " when " + text),
                Map.of(operation, new Given(text, condition)));
        return new PolicySubject(Policy.of("p", Mode.ENFORCE, false, "1", List.of(rule)));
    }

    @Test
    void every_attempt_of_the_catalogue_reaches_the_policy() {
        for (Risk risk : Risk.all()) {
            for (Way way : risk.ways()) {
                for (Attempt attempt : way.attempts()) {
                    assertThat(subject(attempt.operation(), "x", question -> true)
                                    .passes(attempt, List.of(), true))
                            .as("%s: %s", way.id(), attempt)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void a_caller_object_or_image_that_the_condition_names_is_tried() {
        Attempt exec = Attempt.body(Operation.ContainerExec, "{\"Cmd\":[\"sh\"]}");
        assertThat(subject(
                                Operation.ContainerExec,
                                "",
                                question -> question.target()
                                        .map(target ->
                                                "web".equals(target.labels().get("tier")))
                                        .orElse(false))
                        .passes(exec, List.of("tier", "web"), false))
                .isTrue();
        assertThat(subject(
                                Operation.ContainerExec,
                                "",
                                question -> question.principal().listener().equals("ci"))
                        .passes(exec, List.of("ci"), true))
                .isTrue();
        assertThat(subject(
                                Operation.ContainerExec,
                                "",
                                question -> question.principal().listener().equals("ci"))
                        .passes(exec, List.of(), true))
                .isFalse();
    }

    @Test
    void an_operation_with_a_condition_is_conditional_and_names_the_rule_that_may_allow_it() {
        PolicySubject subject = subject(Operation.ContainerCreate, "looks", question -> true);
        assertThat(subject.stance(Operation.ContainerCreate)).isEqualTo(Subject.Stance.CONDITIONAL);
        assertThat(subject.stance(Operation.ContainerList)).isEqualTo(Subject.Stance.CLOSED);
        assertThat(subject.conditions(Operation.ContainerCreate)).containsExactly("looks");
        assertThat(subject.rule(Operation.ContainerCreate).rule()).isEqualTo("ContainerCreate when looks");
    }
}
