package io.caisson.language.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Question;

/** A compiled expression. */
record CelCondition(CelRuntime.Program program, Needs needs, String text) implements Condition {
    private static final int DETAIL_CHARS_MAX = 200;

    @Override
    public Outcome test(Question question) {
        if (needs.body() && question.body().isEmpty()) {
            return new Outcome.Unknown("the body was not read");
        }
        if (needs.target() && question.target().isEmpty()) {
            return new Outcome.Unknown("the target was not looked up");
        }
        Object value;
        try {
            value = program.eval(new CallFactsView(question));
        } catch (CelEvaluationException failed) {
            return unknown(failed);
        } catch (RuntimeException bug) {
            // Whatever the library does wrong, the answer is no, and the record has it.
            return unknown(bug);
        }
        if (value instanceof Boolean holds) {
            return holds ? Outcome.HOLDS : Outcome.FAILS;
        }
        return new Outcome.Unknown("the expression is neither true nor false");
    }

    private static Outcome unknown(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        String line = message.replace('\n', ' ');
        return new Outcome.Unknown(
                line.length() <= DETAIL_CHARS_MAX ? line : line.substring(0, DETAIL_CHARS_MAX) + "…");
    }
}
