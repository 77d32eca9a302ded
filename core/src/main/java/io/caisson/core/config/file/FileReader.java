package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.Addresses;
import io.caisson.core.config.EngineTls;
import io.caisson.core.config.ListenerTls;
import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import io.caisson.core.config.Values;
import io.caisson.core.config.tree.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads configuration files, several as one, and presets. What is wrong gathers in the reading. */
public final class FileReader {
    /** The name of the only engine. */
    public static final String ENGINE = "default";

    private static final Address DOCKER = new Address.Unix("/var/run/docker.sock");
    private static final long CONNECTIONS_MAX = 1_000_000;
    private static final long LOOPS_MAX = 256;
    private static final long INSPECTED_MAX = 16 << 20;
    private static final Duration STOP_WAIT_MAX = Duration.ofHours(1);

    private final Reading reading;

    public FileReader(Reading reading) {
        this.reading = reading;
    }

    /** Reads the file of a preset. */
    public PresetSpec preset(String name, Node root) {
        return PolicyReader.preset(reading, name, root);
    }

    /** Reads files as one; it holds only where the reading then has no problems. */
    public CaissonFile read(List<Node> roots) {
        MappingReader file = new MappingReader(reading, "", Sections.FILE, merged(roots));
        Map<String, EngineSpec> engines = engines(file);
        List<String> sockets = sockets(engines);
        Map<String, PolicySpec> policies = new LinkedHashMap<>();
        file.named("policies")
                .forEach((name, entry) -> policies.put(
                        name, PolicyReader.policy(reading, name, entry.value()).withSockets(sockets)));
        Map<String, IssuerSpec> issuers = new IssuerReader(reading).read(file);
        ClientReader clients = new ClientReader(
                reading,
                policies.keySet(),
                issuers.keySet(),
                file.node("tokens").isPresent());
        policies.values().forEach(policy -> engineKnown(policy, engines));
        ConsentReader consent = new ConsentReader(reading);
        Map<String, AuthorizerSpec> authorizers = consent.authorizers(file);
        Optional<ApprovalSpec> approvals = consent.approvals(file);
        consent.known(policies, authorizers, approvals);
        Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
        file.named("listeners")
                .forEach((name, entry) -> listener(name, entry, engines, policies.keySet(), clients)
                        .ifPresent(listener -> listeners.put(name, listener)));
        new SocketListeners(reading).add(policies, listeners, engines);
        return new CaissonFile(
                engines,
                listeners,
                policies,
                file.text("tokens"),
                issuers,
                authorizers,
                approvals,
                log(file),
                admin(file),
                limits(file),
                file.number("loops", LOOPS_MAX),
                file.truth("hints").orElse(true));
    }

    private static List<String> sockets(Map<String, EngineSpec> engines) {
        return engines.values().stream()
                .map(EngineSpec::address)
                .filter(address -> address instanceof Address.Unix)
                .map(address -> ((Address.Unix) address).path())
                .toList();
    }

    /** The files' mappings as one: what they have by name stands side by side. */
    private static Node merged(List<Node> roots) {
        if (roots.size() == 1) {
            return roots.getFirst();
        }
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, List<Node.Entry>> named = new LinkedHashMap<>();
        Map<String, Node.Entry> firsts = new LinkedHashMap<>();
        for (Node root : roots) {
            if (!(root instanceof Node.Mapping mapping)) {
                return root;
            }
            for (Node.Entry entry : mapping.entries()) {
                String key = entry.key().text();
                boolean byName = Sections.FILE.keys().stream()
                        .anyMatch(each -> each.name().equals(key) && each.kind() == Key.Kind.SECTIONS);
                if (byName && entry.value() instanceof Node.Mapping values) {
                    firsts.putIfAbsent(key, entry);
                    named.computeIfAbsent(key, none -> new ArrayList<>()).addAll(values.entries());
                } else {
                    entries.add(entry);
                }
            }
        }
        firsts.forEach((key, entry) -> entries.add(new Node.Entry(
                entry.key(),
                new Node.Mapping(
                        named.getOrDefault(key, List.of()), entry.value().position()))));
        return new Node.Mapping(entries, roots.getFirst().position());
    }

    private Map<String, EngineSpec> engines(MappingReader file) {
        Map<String, EngineSpec> engines = new LinkedHashMap<>();
        file.named("engines")
                .forEach((name, entry) ->
                        engine(name, "engines." + name, entry.value()).ifPresent(engine -> engines.put(name, engine)));
        Optional<Node> only = file.node("engine");
        if (only.isPresent() && file.node("engines").isPresent()) {
            file.refuse("engine", "a file has either `engine` or `engines`");
        }
        if (only.isPresent()) {
            engine(ENGINE, "engine", only.get()).ifPresent(engine -> engines.put(ENGINE, engine));
        }
        if (only.isEmpty() && file.node("engines").isEmpty()) {
            engines.put(ENGINE, new EngineSpec(ENGINE, DOCKER, file.position()));
        }
        return engines;
    }

    private Optional<EngineSpec> engine(String name, String path, Node node) {
        Node mapping = node instanceof Node.Scalar scalar
                ? new Node.Mapping(
                        List.of(new Node.Entry(new Node.Scalar("address", false, node.position()), scalar)),
                        node.position())
                : node;
        MappingReader reader = new MappingReader(reading, path, Sections.ENGINE, mapping);
        Optional<Address> address = reader.engineAddress("address");
        List<Address> failover = failover(reader, address);
        Optional<EngineTls> tls = TlsReader.engine(reading, reader, address);
        return address.map(at -> new EngineSpec(name, at, failover, tls, node.position()));
    }

    /** Addresses that may take the place of another must be of its kind, as they are spoken to alike. */
    private List<Address> failover(MappingReader reader, Optional<Address> address) {
        List<Address> others = new ArrayList<>();
        for (Name name : reader.names("failover")) {
            Optional<Address> other = Addresses.engine(name.text());
            if (other.isEmpty()) {
                reading.refuse(
                        name.position(),
                        reader.path("failover"),
                        Values.shown(name.text()) + " " + Addresses.ENGINE_ACCEPTED);
            } else if (address.isPresent()
                    && !other.get().getClass().equals(address.get().getClass())) {
                reading.refuse(
                        name.position(),
                        reader.path("failover"),
                        Values.shown(name.text())
                                + " is not of the same kind as the address; write addresses of one kind");
            } else {
                others.add(other.get());
            }
        }
        return others;
    }

    private Optional<ListenerSpec> listener(
            String name,
            Node.Entry entry,
            Map<String, EngineSpec> engines,
            Set<String> policies,
            ClientReader clientReader) {
        MappingReader reader = new MappingReader(reading, "listeners." + name, Sections.LISTENER, entry.value());
        Optional<Address> address = reader.listenAddress("address");
        SocketFileSpec file = socketFile(reader, address);
        Optional<ListenerTls> tls = TlsReader.listener(reading, reader, address);
        Optional<String> policy = reader.text("policy");
        known(reader, "policy", policy, List.copyOf(policies));
        List<ClientSpec> clients = clientReader.read(reader);
        Optional<PluginSpec> plugin = plugin(reader, address);
        if (policy.isPresent() == !clients.isEmpty()) {
            reading.refuse(
                    entry.key().position(),
                    "listeners." + name,
                    policy.isPresent()
                            ? "a listener has either `policy` or `clients`"
                            : "no policy judges its calls; write `policy: NAME`, or `clients` with rules");
        }
        Optional<String> engine = reader.text("engine");
        known(reader, "engine", engine, List.copyOf(engines.keySet()));
        if (engine.isEmpty() && engines.size() > 1) {
            reader.refuse("engine", "there are several engines; name one: " + String.join(", ", engines.keySet()));
        }
        if (address.isEmpty() || engine.isEmpty() && engines.isEmpty()) {
            return Optional.empty();
        }
        String to = engine.orElseGet(() -> engines.keySet().iterator().next());
        return Optional.of(new ListenerSpec(
                name,
                address.get(),
                file,
                tls,
                plugin,
                policy,
                clients,
                to,
                entry.key().position()));
    }

    private static SocketFileSpec socketFile(MappingReader reader, Optional<Address> address) {
        if (address.isPresent() && !(address.get() instanceof Address.Unix)) {
            for (String key : List.of("mode", "owner", "group", "make-folder")) {
                if (reader.node(key).isPresent()) {
                    reader.refuse(key, "only a unix socket has rights");
                }
            }
        }
        return new SocketFileSpec(
                reader.fileMode("mode"),
                reader.text("owner"),
                reader.text("group"),
                reader.truth("make-folder").orElse(false));
    }

    private static Optional<PluginSpec> plugin(MappingReader reader, Optional<Address> address) {
        boolean plugin = reader.word("protocol").filter("authz-plugin"::equals).isPresent();
        Optional<String> specFile = reader.text("spec-file");
        if (specFile.isPresent() && !plugin) {
            reader.refuse("spec-file", "only `protocol: authz-plugin` has one");
        }
        if (plugin && address.isPresent() && !(address.get() instanceof Address.Unix)) {
            reader.refuse("protocol", "an engine asks its plugins over a unix socket; write `unix:///path`");
        }
        return plugin ? Optional.of(new PluginSpec(specFile)) : Optional.empty();
    }

    private void engineKnown(PolicySpec policy, Map<String, EngineSpec> engines) {
        if (policy.engine().isPresent() && !engines.containsKey(policy.engine().get())) {
            reading.refuseName(
                    policy.position(),
                    "policies." + policy.name() + ".engine",
                    "no engine has the name " + Values.shown(policy.engine().get()),
                    policy.engine().get(),
                    List.copyOf(engines.keySet()),
                    "engines");
        }
    }

    private void known(MappingReader reader, String key, Optional<String> name, List<String> known) {
        if (name.isPresent() && !known.contains(name.get())) {
            reading.refuseName(
                    reader.position(key),
                    reader.path(key),
                    "no " + key + " has the name " + Values.shown(name.get()),
                    name.get(),
                    known,
                    key.equals("policy") ? "policies" : "engines");
        }
    }

    private LogSpec log(MappingReader file) {
        Optional<Node> node = file.node("log");
        if (node.isEmpty()) {
            return LogSpec.NONE;
        }
        MappingReader reader = new MappingReader(reading, "log", Sections.LOG, node.get());
        return new LogSpec(
                reader.word("level").flatMap(LogLevel::of),
                reader.word("format").map(word -> word.equals("json") ? LogFormat.JSON : LogFormat.TEXT));
    }

    private static Optional<Address> admin(MappingReader file) {
        Optional<Address> admin = file.listenAddress("admin");
        if (admin.isPresent() && !(admin.get() instanceof Address.Tcp)) {
            file.refuse("admin", "metrics are served on TCP only; write `tcp://host:port`");
        }
        return admin;
    }

    private LimitsSpec limits(MappingReader file) {
        Optional<Node> node = file.node("limits");
        if (node.isEmpty()) {
            return LimitsSpec.NONE;
        }
        MappingReader reader = new MappingReader(reading, "limits", Sections.LIMITS, node.get());
        Optional<Long> inspected = reader.size("inspected-max");
        if (inspected.isPresent() && inspected.get() > INSPECTED_MAX) {
            reader.refuse("inspected-max", "more than `16MiB` is not held in memory for one call");
        }
        return new LimitsSpec(
                reader.size("body-max"),
                inspected,
                reader.number("connections-max", CONNECTIONS_MAX),
                reader.time("stop-wait", STOP_WAIT_MAX));
    }
}
