package io.caisson.app.tool.diff;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations as few words: a whole group by its name, the rest by their ids. */
public final class OperationNames {
    private static final int GROUP_MIN = 3;

    private OperationNames() {}

    /** Groups first. */
    public static List<String> of(Collection<Operation> operations) {
        Map<String, List<Operation>> all = new LinkedHashMap<>();
        for (Operation operation : Operation.all()) {
            all.computeIfAbsent(group(operation), key -> new ArrayList<>()).add(operation);
        }
        List<String> groups = new ArrayList<>();
        List<String> single = new ArrayList<>();
        for (Operation operation : operations) {
            List<Operation> members = all.getOrDefault(group(operation), List.of());
            if (members.size() >= GROUP_MIN && operations.containsAll(members)) {
                String name = group(operation) + " (" + members.size() + ")";
                if (!groups.contains(name)) {
                    groups.add(name);
                }
            } else {
                single.add(operation.id());
            }
        }
        groups.addAll(single);
        return groups;
    }

    private static String group(Operation operation) {
        return operation.tag().code() + ":" + operation.access().code();
    }
}
