package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.workload.OwnSocket;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds what a policy with a socket of its own for containers implies: a listener at that socket, and the policy of the
 * calls through it, which is the named one, confined to what has the same owner. Where that says nothing of workloads,
 * what holds outside holds inside too.
 */
final class SocketListeners {
    /** Whoever has the socket in his container is who it is for; others do not get into its folder. */
    private static final int MODE = 0666;

    private final Reading reading;

    SocketListeners(Reading reading) {
        this.reading = reading;
    }

    void add(Map<String, PolicySpec> policies, Map<String, ListenerSpec> listeners, Map<String, EngineSpec> engines) {
        // A client may know the engine by the socket that it reaches us by, and ask for that.
        List<String> own = listeners.values().stream()
                .map(ListenerSpec::address)
                .filter(address -> address instanceof Address.Unix)
                .map(address -> ((Address.Unix) address).path())
                .toList();
        policies.replaceAll((name, spec) -> spec.withMoreSockets(own));
        for (PolicySpec outer : List.copyOf(policies.values())) {
            Optional<WorkloadPolicy> workload =
                    outer.workload().filter(said -> said.own().isOpen());
            if (workload.isPresent()) {
                add(outer, workload.get(), policies, listeners, engines);
            }
        }
    }

    private void add(
            PolicySpec outer,
            WorkloadPolicy workload,
            Map<String, PolicySpec> policies,
            Map<String, ListenerSpec> listeners,
            Map<String, EngineSpec> engines) {
        OwnSocket socket = workload.own();
        PolicySpec inner = policies.get(socket.policy());
        if (inner == null) {
            reading.refuseName(
                    outer.position(),
                    "policies." + outer.name() + ".workload.socket.remap",
                    "no policy has the name `" + socket.policy() + "`",
                    socket.policy(),
                    List.copyOf(policies.keySet()),
                    "policies");
            return;
        }
        List<String> behind = new ArrayList<>(listeners.values().stream()
                .filter(listener -> listener.policies().contains(outer.name()))
                .map(listener -> outer.engine().orElse(listener.engine()))
                .distinct()
                .toList());
        if (behind.size() > 1) {
            reading.refuse(
                    outer.position(),
                    "policies." + outer.name() + ".workload.socket",
                    "the policy serves several engines; a socket leads to one");
            return;
        }
        if (behind.isEmpty() || !engines.containsKey(behind.getFirst())) {
            return;
        }
        String name = inner.name() + "@" + outer.name();
        policies.put(
                name, inner.confined(name, inner.workload().orElse(workload).with(socket.inside())));
        String listener = outer.name() + "-socket";
        listeners.put(
                listener,
                new ListenerSpec(
                        listener,
                        new Address.Unix(socket.path()),
                        new SocketFileSpec(Optional.of(MODE), Optional.empty(), Optional.empty(), false),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(name),
                        List.of(),
                        behind.getFirst(),
                        outer.position()));
    }
}
