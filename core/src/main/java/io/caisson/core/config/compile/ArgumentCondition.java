package io.caisson.core.config.compile;

import io.caisson.core.config.file.Selection.Argument;
import io.caisson.core.policy.Condition;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Question;
import java.util.List;

/** What a raw rule says of path arguments. */
record ArgumentCondition(List<Argument> arguments) implements Condition {
    /** The condition that arguments are what they must be; always where all are free. */
    static Condition of(List<Argument> arguments) {
        return arguments.isEmpty() ? ALWAYS : new ArgumentCondition(List.copyOf(arguments));
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder();
        for (Argument argument : arguments) {
            out.append(out.isEmpty() ? "" : " and ")
                    .append(argument.name())
                    .append(" is `")
                    .append(argument.text())
                    .append('`');
        }
        return out.toString();
    }

    @Override
    public Outcome test(Question question) {
        for (Argument argument : arguments) {
            String value = question.call().arguments().get(argument.name());
            if (value == null) {
                return new Outcome.Unknown("the call has no argument `" + argument.name() + "`");
            }
            if (!argument.matches(value)) {
                return Outcome.FAILS;
            }
        }
        return Outcome.HOLDS;
    }
}
