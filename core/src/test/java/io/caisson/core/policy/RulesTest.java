package io.caisson.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Query;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.QueryFacts;
import io.caisson.core.inspect.Read;
import io.caisson.core.policy.Condition.Outcome;
import io.caisson.core.reason.Reason;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of rules: deny before allow, and doubt on the side of denial. */
class RulesTest {
    private static final Operation OPERATION = Operation.ContainerStop;

    private record Fixed(Outcome outcome, Needs needs) implements Condition {
        @Override
        public String text() {
            return outcome.toString();
        }

        @Override
        public Outcome test(Question question) {
            return outcome;
        }
    }

    private static Question question() {
        Read<QueryFacts> query = QueryFacts.of(OPERATION, new Query());
        CallFacts call =
                new CallFacts(OPERATION, "", Map.of(), ((Read.Value<QueryFacts>) query).value(), HeaderFacts.NONE);
        return new Question(new Principal("l", "unix"), call, Optional.empty(), Optional.empty());
    }

    /** Rules such as {@code -yes} and {@code +no}: deny or allow, always, when it holds, fails or cannot be told. */
    private static Policy policy(String rules) {
        List<Rule> compiled = Arrays.stream(rules.split(" "))
                .filter(rule -> !rule.isEmpty())
                .map(rule -> new Rule(
                        rule.startsWith("-") ? Effect.DENY : Effect.ALLOW,
                        new RuleRef("p", rule),
                        Map.of(OPERATION, condition(rule.substring(1)))))
                .toList();
        return Policy.of("p", Mode.ENFORCE, true, "r", compiled);
    }

    private static Condition condition(String word) {
        return switch (word.charAt(0)) {
            case 'a' -> Condition.ALWAYS;
            case 'y' -> new Fixed(Outcome.HOLDS, Needs.NOTHING);
            case 'n' -> new Fixed(Outcome.FAILS, new Needs(true, false));
            default -> new Fixed(new Outcome.Unknown("why"), new Needs(false, true));
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | operation_denied | default | false",
                "+always   | allow            | +always | false",
                "-always   | operation_denied | -always | false",
                "+always -always | operation_denied | -always | false",
                "+yes -always | operation_denied | -always | false",
                "+yes      | allow            | +yes    | true",
                "+no       | operation_denied | default | true",
                "+?        | condition_failed | +?      | true",
                "+? +yes   | allow            | +yes    | true",
                "+? +no    | condition_failed | +?      | true",
                "+?1 +?2   | condition_failed | +?1     | true",
                "+no +yes1 +yes2 | allow      | +yes1   | true",
                "+yes +always | allow         | +always | false",
                "-yes +always | operation_denied | -yes | true",
                "-no +always  | allow         | +always | true",
                "-? +always   | condition_failed | -?   | true",
                "-no -? +yes  | condition_failed | -?   | true",
                "-yes -? +yes | operation_denied | -yes | true",
                "-yes      | operation_denied | default | false",
            })
    void deny_comes_first_and_doubt_never_allows(String rules, String decision, String rule, boolean conditional) {
        Policy policy = policy(rules);
        assertThat(policy.decide(OPERATION) instanceof Decision.Conditional).isEqualTo(conditional);
        Decision decided = policy.decide(question());
        assertThat(decided instanceof Decision.Deny deny ? deny.reason().code() : "allow")
                .isEqualTo(decision);
        assertThat(decided.rule()).isEqualTo(new RuleRef("p", rule));
        assertThat(policy.explain(question()).decision().rule()).isEqualTo(decided.rule());
    }

    @Test
    void what_is_needed_is_what_the_rules_that_may_be_asked_need() {
        assertThat(needs("+yes")).isEqualTo(Needs.NOTHING);
        assertThat(needs("+no +?")).isEqualTo(new Needs(true, true));
        assertThat(needs("-no +yes")).isEqualTo(new Needs(true, false));
        // An allow rule without a condition makes those with one idle.
        assertThat(needs("-no +? +always")).isEqualTo(new Needs(true, false));
    }

    private static Needs needs(String rules) {
        return ((Decision.Conditional) policy(rules).decide(OPERATION)).needs();
    }

    @Test
    void other_operations_are_denied_and_a_refusal_names_the_line_that_would_allow_it() {
        Decision.Deny deny = (Decision.Deny) policy("+yes").decide(Operation.ContainerStart);
        assertThat(deny.reason()).isEqualTo(Reason.OPERATION_DENIED);
        assertThat(deny.message())
                .isEqualTo("ContainerStart is not allowed here: to allow it, add `ContainerStart` to `allow` of policy"
                        + " `p`");
        assertThat(((Decision.Deny) policy("+no").decide(question())).message())
                .isEqualTo("ContainerStop is not allowed here: policy `p` allows it only by `+no`");
        assertThat(((Decision.Deny) policy("-always").decide(question())).message())
                .isEqualTo("ContainerStop is not allowed here: `p` denies it by `-always`");
    }

    @Test
    void a_trace_has_every_rule_that_covers_the_operation() {
        Trace trace = policy("+no +yes -no").explain(question());
        assertThat(trace.steps())
                .extracting(step -> step.rule().rule(), Trace.Step::decisive)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("-no", false),
                        org.assertj.core.api.Assertions.tuple("+no", false),
                        org.assertj.core.api.Assertions.tuple("+yes", true));
    }

    @Test
    void the_effective_policy_is_a_plain_list() {
        assertThat(Effective.lines(policy("+no +yes -?")))
                .containsExactly(
                        "policy p: 1 of " + Operation.all().size() + " operations, revision r",
                        "  ContainerStop",
                        "    when Fails[]",
                        "      or Holds[]",
                        "    unless Unknown[detail=why]");
    }

    @Test
    void judging_an_operation_allocates_nothing() {
        Policy policy = policy("+always -no");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        int sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += policy.decide(OPERATION).hashCode();
        }
        threads.getThreadAllocatedBytes(thread);
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 100_000; i++) {
            sum += System.identityHashCode(policy.decide(OPERATION));
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(1_000);
    }

    @Test
    void a_revision_changes_with_what_a_policy_says() {
        Policy first = Policy.compile("e", true, operation -> new Policy.Verdict.Refused("default", ""));
        Policy second = Policy.compile(
                "e",
                true,
                operation -> operation == OPERATION
                        ? new Policy.Verdict.Allowed("A=1")
                        : new Policy.Verdict.Refused("default", ""));
        assertThat(first.revision()).hasSize(16).isNotEqualTo(second.revision());
        assertThat(policy("+always").revision()).isEqualTo("r");
    }
}
