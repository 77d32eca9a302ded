package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the switches say of each operation, and what would have to be switched where they say no. */
final class SwitchPolicy {
    /** The hint where nothing helps. */
    static final String NO_VARIABLE = "no variable opens it";

    private final SwitchBoard board;

    SwitchPolicy(SwitchBoard board) {
        this.board = board;
    }

    /** The verdict on an operation. */
    Policy.Verdict judge(Operation operation) {
        Optional<Switch> closed = closedBy(operation);
        if (closed.isPresent()) {
            return new Policy.Verdict.Refused(board.line(closed.get()), hint(operation));
        }
        for (Switch action : Switch.actions(operation)) {
            if (board.isOn(action)) {
                return new Policy.Verdict.Allowed(board.line(action));
            }
        }
        boolean changes = Switch.changes(operation);
        Optional<Switch> section = Switch.section(operation).filter(board::isOn);
        if (section.isPresent() && (!changes || board.isOn(Switch.POST))) {
            String rule = board.line(section.get());
            return new Policy.Verdict.Allowed(changes ? rule + " " + board.line(Switch.POST) : rule);
        }
        Optional<Switch> gate = Switch.gate(operation).filter(board::isOn);
        return gate.isPresent() && !changes
                ? new Policy.Verdict.Allowed(board.line(gate.get()))
                : new Policy.Verdict.Refused(SwitchBoard.NO_LINE, hint(operation));
    }

    /** The switch that keeps an operation closed whatever else is on. */
    private Optional<Switch> closedBy(Operation operation) {
        Optional<Switch> gate = Switch.gate(operation).filter(board::closes);
        return gate.isPresent() ? gate : Switch.guard(operation).filter(board::closes);
    }

    /** The lines that would allow an operation, the way that opens least first. */
    private String hint(Operation operation) {
        boolean changes = Switch.changes(operation);
        Optional<Switch> guard = Switch.guard(operation).filter(board::closes);
        Optional<Switch> gate = Switch.gate(operation);
        List<String> ways = new ArrayList<>();
        for (Switch action : Switch.actions(operation)) {
            ways.add(linesToSet(List.of(action), guard) + " (" + action.scope() + ")");
        }
        String gateLines = gate.isEmpty() || changes ? "" : linesToSet(List.of(gate.get()), guard);
        if (!gateLines.isEmpty()) {
            ways.add(gateLines + " (" + gate.get().scope() + ")");
        }
        Optional<Switch> section = Switch.section(operation);
        if (section.isPresent()) {
            List<Switch> needed = new ArrayList<>(List.of(section.get()));
            if (changes) {
                needed.add(Switch.POST);
            }
            gate.filter(board::closes).ifPresent(needed::add);
            String lines = linesToSet(needed, guard);
            if (!lines.equals(gateLines)) {
                ways.add(lines);
            }
        }
        return ways.isEmpty() ? NO_VARIABLE : "set " + alternatives(ways);
    }

    /** Those of the switches that are off, as lines to set. */
    private String linesToSet(List<Switch> needed, Optional<Switch> guard) {
        StringBuilder out = new StringBuilder();
        List<Switch> all = new ArrayList<>(needed);
        guard.ifPresent(all::add);
        for (Switch each : all) {
            if (!board.isOn(each)) {
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
