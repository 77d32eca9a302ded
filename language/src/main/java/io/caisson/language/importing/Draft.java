package io.caisson.language.importing;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy on its way to a file.
 *
 * @param name of the policy
 * @param open operations that are allowed without a condition
 * @param conditional operations that are allowed under a condition
 * @param withheld lines of the file that are comments: rules that the original has and that were left out
 */
record Draft(String name, Set<Operation> open, Map<Operation, String> conditional, List<String> withheld) {
    /** From how many operations on a group is shorter than their list. */
    private static final int GROUP_MIN = 3;

    Draft {
        open = open.isEmpty() ? EnumSet.noneOf(Operation.class) : EnumSet.copyOf(open);
        conditional = new LinkedHashMap<>(conditional);
        withheld = List.copyOf(withheld);
    }

    /** The policy as lines under {@code policies}, each with a line feed. */
    String block() {
        StringBuilder out = new StringBuilder("  ").append(name).append(":\n");
        List<String> rules = rules();
        if (rules.isEmpty() && conditional.isEmpty()) {
            out.append("    allow: []\n");
        } else {
            out.append("    allow:\n");
            rules.forEach(rule -> out.append("      - ").append(rule).append('\n'));
        }
        conditional.forEach((operation, condition) -> out.append("      - operation: ")
                .append(operation.id())
                .append("\n        when: '")
                .append(condition.replace("'", "''"))
                .append("'\n"));
        withheld.forEach(line -> out.append("      # ").append(line).append('\n'));
        return out.toString();
    }

    /** The rules without conditions: groups where all of a group is open, and single operations. */
    List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (Tag tag : Tag.values()) {
            List<Operation> all = Operation.all().stream()
                    .filter(operation -> operation.tag() == tag)
                    .toList();
            if (all.size() >= GROUP_MIN && open.containsAll(all)) {
                rules.add(tag.code() + ":*");
            } else {
                for (Access access : Access.values()) {
                    group(tag, access, rules);
                }
            }
        }
        return rules;
    }

    private void group(Tag tag, Access access, List<String> rules) {
        List<Operation> all = Operation.all().stream()
                .filter(operation -> operation.tag() == tag && operation.access() == access)
                .toList();
        if (all.size() >= GROUP_MIN && open.containsAll(all)) {
            rules.add(tag.code() + ":" + access.code());
        } else {
            all.stream().filter(open::contains).map(Operation::id).forEach(rules::add);
        }
    }
}
