package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every variable against every operation: what we say and what the images say. */
final class CompatibilityTable {
    /** One cell that differs. */
    record Cell(Map<String, String> variables, OriginalProxy original, Operation operation, boolean allowed) {}

    /** The cells in which our answer differs from an image's. */
    static final List<Cell> DIFFERING = differing();

    private CompatibilityTable() {}

    /** The rows: each variable alone, with POST, and off while all others are on; and what people really combine. */
    static List<Map<String, String>> rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(Map.of());
        rows.add(Map.of("EVENTS", "0", "PING", "0", "VERSION", "0"));
        for (Switch each : Switch.values()) {
            rows.add(Map.of(each.name(), "1"));
            rows.add(with(Map.of("POST", "1"), each.name(), "1"));
            rows.add(with(all(), each.name(), "0"));
            rows.add(with(Map.of("CONTAINERS", "1", "POST", "1"), each.name(), "0"));
            rows.add(with(Map.of("CONTAINERS", "1"), each.name(), "1"));
        }
        rows.add(all());
        rows.add(with(all(), "POST", "0"));
        rows.add(tecnativaAll());
        rows.add(with(tecnativaAll(), "POST", "0"));
        return rows;
    }

    private static Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        for (Switch each : Switch.values()) {
            all.put(each.name(), "1");
        }
        return all;
    }

    private static Map<String, String> tecnativaAll() {
        Map<String, String> all = all();
        for (Switch each : Switch.values()) {
            if (each.linuxServerOnly() || each.kind() == Switch.Kind.GUARD) {
                all.remove(each.name());
            }
        }
        return all;
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> changed = new TreeMap<>(variables);
        changed.put(name, value);
        return changed;
    }

    /** The policy that variables make. */
    static Policy policy(Map<String, String> variables) {
        return ((Loaded.Valid) EnvironmentSettings.load(variables, true, 1))
                .settings()
                .policy();
    }

    private static List<Cell> differing() {
        List<Cell> cells = new ArrayList<>();
        List<OriginalProxy> originals = List.of(OriginalProxy.tecnativa(), OriginalProxy.linuxServer());
        for (Map<String, String> row : rows()) {
            Policy policy = policy(row);
            for (Operation operation : Operation.all()) {
                boolean allowed = policy.decide(operation) instanceof Decision.Allow;
                for (OriginalProxy original : originals) {
                    if (allowed != original.allows(row, operation.method(), OriginalProxy.sample(operation))) {
                        cells.add(new Cell(row, original, operation, allowed));
                    }
                }
            }
        }
        return cells;
    }

    /** The known differences that explain a cell. */
    static List<Difference> explaining(Cell cell) {
        return Difference.ALL.stream()
                .filter(difference ->
                        difference.against().contains(cell.original().name())
                                && difference.opens() == cell.allowed()
                                && difference.where().test(cell.operation(), cell.variables()))
                .toList();
    }

    /** The operations that each known difference was seen with, in the order of the list. */
    static Map<String, List<Operation>> seen() {
        Map<String, List<Operation>> seen = new LinkedHashMap<>();
        for (Difference difference : Difference.ALL) {
            seen.put(difference.what(), new ArrayList<>());
        }
        for (Cell cell : DIFFERING) {
            for (Difference difference : explaining(cell)) {
                List<Operation> operations = seen.get(difference.what());
                if (!operations.contains(cell.operation())) {
                    operations.add(cell.operation());
                }
            }
        }
        seen.values().forEach(operations -> operations.sort(null));
        return seen;
    }
}
