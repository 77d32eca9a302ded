package io.caisson.app.live;

import io.caisson.app.SocketAddresses;
import io.caisson.app.TlsSetup;
import io.caisson.core.config.Address;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.EngineSpec;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.SocketFileSpec;
import io.caisson.language.Snapshot;
import io.caisson.server.listener.Listener;
import io.caisson.server.listener.SocketRights;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.Gate;
import io.caisson.server.proxy.PolicySource;
import io.caisson.server.tls.ClientTls;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners and engines of policy files while they are in force: opened, exchanged and closed as the files change,
 * and left alone where they do not. Used by one thread at a time.
 */
final class Entrances {
    private final Settings settings;
    private final Slots slots = new Slots();
    private final Receptions receptions;
    private final Map<String, Entrance> open = new LinkedHashMap<>();
    /** Those behind the doors, the first of them first; others read it while it changes. */
    private final List<Engine> engines = new CopyOnWriteArrayList<>();

    private Map<String, Known> known = Map.of();
    private @Nullable TlsSetup tls;
    private @Nullable Gate gate;

    /** An open listener and what it was made from. */
    private record Entrance(
            ListenerSpec spec, Door door, @Nullable Listener listener) {}

    /** An engine and what it was made from. */
    private record Known(EngineSpec spec, Engine engine) {}

    /** Nothing is open yet; {@code warning} is told what the operator should know while it is. */
    Entrances(Settings settings, Consumer<String> warning) {
        this.settings = settings;
        this.receptions = new Receptions(warning);
    }

    /** The doors of a start, in the order of the files. */
    List<Door> begin(Snapshot snapshot) throws IOException {
        receptions.begin(snapshot.file());
        known = engines(snapshot.file());
        showEngines();
        slots.take(snapshot);
        List<Door> doors = new ArrayList<>();
        for (ListenerSpec spec : waysIn(snapshot.file())) {
            Door door = door(spec, snapshot.file(), known, null);
            open.put(spec.name(), new Entrance(spec, door, null));
            doors.add(door);
        }
        return doors;
    }

    /** The gate in which the doors of the start are open now, in the same order. */
    void opened(Gate newGate) {
        gate = newGate;
        List<Listener> listeners = newGate.listeners();
        int i = 0;
        for (Map.Entry<String, Entrance> each : open.entrySet()) {
            Entrance begun = each.getValue();
            each.setValue(new Entrance(begun.spec(), begun.door(), listeners.get(i++)));
        }
    }

    /** Ends what was begun beside the doors. */
    void close() {
        receptions.close();
    }

    /** The engines, which change with the files. */
    List<Engine> engines() {
        return engines;
    }

    /** Of each of several engines whether it was reached last. */
    Map<String, Boolean> reachable() {
        Map<String, Boolean> reachable = new LinkedHashMap<>();
        if (engines.size() > 1) {
            engines.forEach(engine -> reachable.put(engine.name(), engine.reachable()));
        }
        return reachable;
    }

    /** What speaks TLS, where anything does. */
    Optional<TlsSetup> tls() {
        return Optional.ofNullable(tls);
    }

    /**
     * Brings listeners and engines to what changed files say, all or nothing.
     *
     * @return what stands in the way; then nothing has changed
     */
    List<Problem> apply(Snapshot snapshot) {
        Gate running = Objects.requireNonNull(gate);
        List<Problem> problems = new ArrayList<>();
        Map<String, Entrance> next = new LinkedHashMap<>();
        List<Listener> added = new ArrayList<>();
        slots.widen(snapshot);
        Map<String, Known> nextEngines = Map.of();
        try {
            receptions.mayBeTold(snapshot.file());
            nextEngines = engines(snapshot.file());
            for (ListenerSpec spec : waysIn(snapshot.file())) {
                Entrance before = open.get(spec.name());
                Door door = door(spec, snapshot.file(), nextEngines, before);
                Listener listener = before == null ? null : before.listener();
                if (before == null || !before.spec().address().equals(spec.address())) {
                    listener = running.add(door);
                    added.add(listener);
                } else if (!before.spec().file().equals(spec.file())) {
                    problems.add(new Problem(
                            "listeners." + spec.name(),
                            "mode, owner and group of an open socket cannot change; restart, or give it another path"));
                }
                next.put(spec.name(), new Entrance(spec, door, listener));
            }
        } catch (IOException fault) {
            problems.add(new Problem("", String.valueOf(fault.getMessage())));
        }
        if (!problems.isEmpty()) {
            added.forEach(running::remove);
            showSecured();
            return problems;
        }
        slots.take(snapshot);
        settle(running, next);
        known = nextEngines;
        showEngines();
        showSecured();
        return List.of();
    }

    /** The listeners that clients connect to. */
    private static List<ListenerSpec> waysIn(CaissonFile file) {
        return file.listeners().values().stream()
                .filter(spec -> spec.plugin().isEmpty())
                .toList();
    }

    /** Where the calls of a listener take their policy from. */
    PolicySource policies(String listener) {
        return slots.of(listener);
    }

    /** The engine of a listener that is no way in. */
    Engine engine(ListenerSpec spec) {
        return Objects.requireNonNull(known.get(spec.engine())).engine();
    }

    private void settle(Gate running, Map<String, Entrance> next) {
        open.forEach((name, before) -> {
            Entrance now = next.get(name);
            Listener listener = Objects.requireNonNull(before.listener());
            if (now == null || now.listener() != listener) {
                running.remove(listener);
            } else if (!now.door().equals(before.door())) {
                running.replace(listener, now.door());
            }
        });
        open.clear();
        open.putAll(next);
    }

    private void showEngines() {
        List<Engine> now = known.values().stream().map(Known::engine).toList();
        engines.addAll(now.stream().filter(engine -> !engines.contains(engine)).toList());
        engines.removeIf(engine -> !now.contains(engine));
    }

    /** What speaks TLS now; what was made for a change that did not come is forgotten. */
    private void showSecured() {
        TlsSetup current = tls;
        if (current == null) {
            return;
        }
        Map<String, ServerTls> ofListeners = new LinkedHashMap<>();
        open.forEach((name, entrance) -> {
            ServerTls secured = entrance.door().listener().tls();
            if (secured != null) {
                ofListeners.put(name, secured);
            }
        });
        Map<String, ClientTls> ofEngines = new LinkedHashMap<>();
        known.forEach((name, engine) -> {
            ClientTls secured = engine.engine().tls();
            if (secured != null) {
                ofEngines.put(name, secured);
            }
        });
        current.only(ofListeners, ofEngines);
    }

    /** The engines by name; one whose lines have not changed stays what it is. */
    private Map<String, Known> engines(CaissonFile file) throws IOException {
        Map<String, Known> now = new LinkedHashMap<>();
        for (EngineSpec spec : file.engines().values()) {
            Known before = known.get(spec.name());
            now.put(
                    spec.name(),
                    before != null && same(before.spec(), spec) ? before : new Known(spec, engine(spec, file)));
        }
        return now;
    }

    private static boolean same(EngineSpec one, EngineSpec other) {
        return one.address().equals(other.address())
                && one.failover().equals(other.failover())
                && one.tls().equals(other.tls());
    }

    private Engine engine(EngineSpec spec, CaissonFile file) throws IOException {
        ClientTls towards =
                spec.tls().isPresent() ? setup().engine(spec.name(), spec.tls().get()) : null;
        // The environment may name another in place of the only one.
        Address first = file.engines().size() == 1 && known.isEmpty() ? settings.engine() : spec.address();
        List<SocketAddress> addresses = new ArrayList<>(List.of(SocketAddresses.engine(first)));
        if (first.equals(spec.address())) {
            spec.failover().forEach(address -> addresses.add(SocketAddresses.engine(address)));
        }
        return new Engine(spec.name(), addresses, towards);
    }

    private Door door(ListenerSpec spec, CaissonFile file, Map<String, Known> among, @Nullable Entrance before)
            throws IOException {
        Map<String, Engine> ofPolicies = new LinkedHashMap<>();
        for (PolicySpec policy : file.policies().values()) {
            Known chosen =
                    policy.engine().isPresent() ? among.get(policy.engine().get()) : null;
            if (chosen != null) {
                ofPolicies.put(policy.name(), chosen.engine());
            }
        }
        ServerTls secured = null;
        if (spec.tls().isPresent()) {
            secured = before != null && before.spec().tls().equals(spec.tls())
                    ? before.door().listener().tls()
                    : setup().listener(spec.name(), spec.tls().get());
        }
        Engine engine = Objects.requireNonNull(among.get(spec.engine())).engine();
        return new Door(
                new io.caisson.server.listener.ListenerSpec(
                        spec.name(), SocketAddresses.of(spec.address()), rights(spec.file()), secured),
                slots.of(spec.name()),
                engine,
                ofPolicies,
                receptions.of(spec.name(), engine));
    }

    private SocketRights rights(SocketFileSpec file) {
        return new SocketRights(
                SocketAddresses.rights(file.mode().orElse(settings.socketMode())),
                file.owner(),
                file.group(),
                file.makesFolder());
    }

    private TlsSetup setup() {
        TlsSetup made = tls;
        if (made == null) {
            made = new TlsSetup(settings.loops());
            tls = made;
        }
        return made;
    }
}
