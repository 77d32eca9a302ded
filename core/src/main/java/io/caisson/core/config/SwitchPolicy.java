package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the switches say of each operation, and what would have to be switched where they say no. */
final class SwitchPolicy implements Function<Operation, Policy.Verdict> {
    /** The hint where nothing helps. */
    static final String NO_VARIABLE = "no variable opens it";

    private final SwitchBoard board;

    SwitchPolicy(SwitchBoard board) {
        this.board = board;
    }

    /** The verdict on an operation. */
    @Override
    public Policy.Verdict apply(Operation operation) {
        for (Switch closer : Switch.closers(operation)) {
            if (board.closes(closer)) {
                return new Policy.Verdict.Refused(board.line(closer), new Hint(this, operation));
            }
        }
        for (Switch action : Switch.actions(operation)) {
            if (board.isOn(action)) {
                return new Policy.Verdict.Allowed(board.line(action));
            }
        }
        boolean changes = Switch.changes(operation);
        Optional<Switch> section = Switch.section(operation);
        if (section.isPresent() && board.isOn(section.get()) && (!changes || board.isOn(Switch.POST))) {
            String rule = board.line(section.get());
            return new Policy.Verdict.Allowed(changes ? rule + " " + board.line(Switch.POST) : rule);
        }
        Optional<Switch> gate = Switch.gate(operation);
        return gate.isPresent() && board.isOn(gate.get()) && !changes
                ? new Policy.Verdict.Allowed(board.line(gate.get()))
                : new Policy.Verdict.Refused(SwitchBoard.NO_LINE, new Hint(this, operation));
    }

    /** The hint on an operation, when somebody asks for it. */
    private record Hint(SwitchPolicy policy, Operation operation) implements Supplier<String> {
        @Override
        public String get() {
            return policy.hint(operation);
        }
    }

    /** The lines that would allow an operation, the way that opens least first. */
    private String hint(Operation operation) {
        boolean changes = Switch.changes(operation);
        List<Switch> closers = Switch.closers(operation);
        List<String> ways = new ArrayList<>();
        for (Switch action : Switch.actions(operation)) {
            ways.add(linesToSet(List.of(action), closers) + " (" + action.scope() + ")");
        }
        Optional<Switch> gate = Switch.gate(operation);
        String gateLines = gate.isEmpty() || changes ? "" : linesToSet(List.of(gate.get()), closers);
        if (gate.isPresent() && !gateLines.isEmpty()) {
            ways.add(gateLines + " (" + gate.get().scope() + ")");
        }
        Optional<Switch> section = Switch.section(operation);
        if (section.isPresent()) {
            List<Switch> needed = changes ? List.of(section.get(), Switch.POST) : List.of(section.get());
            String lines = linesToSet(needed, closers);
            if (!lines.equals(gateLines)) {
                ways.add(lines);
            }
        }
        return ways.isEmpty() ? NO_VARIABLE : "set " + alternatives(ways);
    }

    /** What is needed and not on, and what closes, as lines to set. */
    private String linesToSet(List<Switch> needed, List<Switch> closers) {
        StringBuilder out = new StringBuilder();
        for (Switch each : needed) {
            if (!board.isOn(each)) {
                out.append(out.isEmpty() ? "" : " and ").append(each.name()).append("=1");
            }
        }
        for (Switch each : closers) {
            if (board.closes(each) && !needed.contains(each)) {
                out.append(out.isEmpty() ? "" : " and ").append(each.name()).append("=1");
            }
        }
        return out.toString();
    }

    private static String alternatives(List<String> ways) {
        StringBuilder out = new StringBuilder(ways.getFirst());
        for (int i = 1; i < ways.size(); i++) {
            out.append(i < ways.size() - 1 ? ", " : ways.size() > 2 ? ", or " : " or ")
                    .append(ways.get(i));
        }
        return out.toString();
    }
}
