package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is set in new workloads instead of refusing them: a value where the request has none, or has one that is weaker.
 * Immutable.
 *
 * @param confined whether {@code no-new-privileges} is set
 * @param drops whether all capabilities are dropped that are not added by name
 * @param readOnly whether the container's own file system cannot be written
 * @param init whether an init process is put before the command
 * @param user the user where none is named; empty to set none
 * @param memory the most memory in bytes; 0 to set none
 * @param cpus the most processors in billionths; 0 to set none
 * @param pids the most processes; 0 to set none
 * @param runtime the runtime, whatever was asked for; empty to set none
 * @param network the network where none is named; empty to set none
 * @param dns name servers where none are named
 * @param labels labels, whatever was asked for
 * @param logOptions logging options where they are not given
 */
public record Hardening(
        boolean confined,
        boolean drops,
        boolean readOnly,
        boolean init,
        String user,
        long memory,
        long cpus,
        long pids,
        String runtime,
        String network,
        List<String> dns,
        Map<String, String> labels,
        Map<String, String> logOptions) {
    /** Nothing is set. */
    public static final Hardening NONE =
            new Hardening(false, false, false, false, "", 0, 0, 0, "", "", List.of(), Map.of(), Map.of());

    public Hardening {
        dns = List.copyOf(dns);
        labels = Map.copyOf(labels);
        logOptions = Map.copyOf(logOptions);
    }

    /**
     * A body with what was set in it.
     *
     * @param body what may be judged and sent
     * @param changes what was set, for the client and the record; empty where nothing was
     */
    public record Hardened(Json body, List<String> changes) {
        public Hardened {
            changes = List.copyOf(changes);
        }
    }

    /** Hardens a request; bodies of routes that make no workload are left as they are. */
    public Hardened apply(Operation operation, Json body) {
        if (equals(NONE) || !(body instanceof Json.Members)) {
            return new Hardened(body, List.of());
        }
        return switch (operation) {
            case ContainerCreate -> new ContainerHardener(this).harden(body);
            case ServiceCreate, ServiceUpdate -> new ServiceHardener(this).harden(body);
            case ContainerUpdate -> update(body);
            default -> new Hardened(body, List.of());
        };
    }

    /** An update may lower a bound, and not lift it. */
    private Hardened update(Json body) {
        JsonEdit edit = new JsonEdit(body);
        Json said = edit.at("PidsLimit");
        if (pids > 0 && !(said instanceof Json.Null)) {
            edit.cap("PidsLimit", pids, "PidsLimit");
        }
        if (memory > 0 && JsonView.number(edit.at("Memory")) > memory) {
            edit.cap("Memory", memory, "Memory");
        }
        if (cpus > 0 && JsonView.number(edit.at("NanoCpus")) > cpus) {
            edit.cap("NanoCpus", cpus, "NanoCpus");
        }
        return edit.result();
    }

    /** Whether a label, {@code name=value}, is one that is set whatever was asked for. */
    boolean sets(String label) {
        return labels.entrySet().stream().anyMatch(each -> label.equals(each.getKey() + "=" + each.getValue()));
    }

    /** The label that says whose a new workload is; empty where none is set. */
    Optional<String> owner() {
        return Optional.ofNullable(labels.get(io.caisson.core.inspect.Target.OWNER_LABEL));
    }

    /** An object that is being changed, and a note of every change. */
    static final class JsonEdit {
        private final Json original;
        private final Map<String, Json> members;
        private final List<String> changes;

        JsonEdit(Json json) {
            this(json, new ArrayList<>());
        }

        JsonEdit(Json json, List<String> changes) {
            this.original = json;
            this.members = new LinkedHashMap<>(JsonView.members(json));
            this.changes = changes;
        }

        Json at(String name) {
            return members.getOrDefault(name, JsonView.NOTHING);
        }

        void put(String name, Json value) {
            members.put(name, value);
        }

        /** Sets a value and says so. */
        void set(String name, Json value, String change) {
            members.put(name, value);
            changes.add(change);
        }

        /** Lowers a number to a bound, which it also gets where it is not said or means no bound. */
        void cap(String name, long most, String field) {
            long said = JsonView.number(at(name));
            if (said <= 0 || said > most) {
                set(name, new Json.Numeral(Long.toString(most)), field + " set to " + most);
            }
        }

        /** A part of it, whose changes count with its own. */
        JsonEdit part(String name) {
            return new JsonEdit(at(name), changes);
        }

        Json json() {
            return members.isEmpty() && original instanceof Json.Null ? original : new Json.Members(members);
        }

        Hardened result() {
            return new Hardened(changes.isEmpty() ? original : json(), changes);
        }
    }
}
