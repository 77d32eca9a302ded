package io.caisson.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static Policy.Verdict onlyPing(Operation operation) {
        return operation == Operation.SystemPing
                ? new Policy.Verdict.Allowed("PING=1")
                : new Policy.Verdict.Refused("default", operation == Operation.DebugVars ? "" : "set ALL=1");
    }

    @Test
    void allows_with_a_permit_for_that_operation_and_the_line_that_decided() {
        Policy policy = Policy.compile("test", true, PolicyTest::onlyPing);
        assertThat(policy.decide(Operation.SystemPing)).isInstanceOfSatisfying(Decision.Allow.class, allow -> {
            assertThat(allow.permit().operation()).isEqualTo(Operation.SystemPing);
            assertThat(allow.rule()).isEqualTo(new RuleRef("test", "PING=1"));
        });
    }

    @Test
    void refuses_with_the_hint_unless_hints_are_off_or_there_is_none() {
        Policy policy = Policy.compile("test", true, PolicyTest::onlyPing);
        Policy silent = Policy.compile("test", false, PolicyTest::onlyPing);
        assertThat(policy.decide(Operation.SystemInfo)).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
            assertThat(deny.reason()).isEqualTo(Reason.OPERATION_DENIED);
            assertThat(deny.rule()).isEqualTo(new RuleRef("test", "default"));
            assertThat(deny.message()).isEqualTo("SystemInfo is not allowed here: set ALL=1");
            assertThat(deny.message()).as("put together once").isSameAs(deny.message());
        });
        assertThat(((Decision.Deny) policy.decide(Operation.DebugVars)).message())
                .isEqualTo("DebugVars is not allowed here");
        assertThat(((Decision.Deny) silent.decide(Operation.SystemInfo)).message())
                .isEqualTo("SystemInfo is not allowed here");
    }

    @Test
    void has_one_decision_for_each_operation_made_once() {
        Policy policy = Policy.compile("test", Voice.PROXY_ACL, true, PolicyTest::onlyPing);
        for (Operation operation : Operation.all()) {
            assertThat(policy.decide(operation)).isSameAs(policy.decide(operation));
        }
        assertThat(policy.voice()).isEqualTo(Voice.PROXY_ACL);
        assertThat(policy.name()).isEqualTo("test");
    }
}
