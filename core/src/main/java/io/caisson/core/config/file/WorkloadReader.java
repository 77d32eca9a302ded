package io.caisson.core.config.file;

import io.caisson.core.config.Values;
import io.caisson.core.config.tree.Node;
import io.caisson.core.workload.BindEntry;
import io.caisson.core.workload.Control;
import io.caisson.core.workload.Entries;
import io.caisson.core.workload.Entry;
import io.caisson.core.workload.Hardening;
import io.caisson.core.workload.OwnSocket;
import io.caisson.core.workload.Resource;
import io.caisson.core.workload.Standard;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a policy says of workloads. */
final class WorkloadReader {
    private static final int COUNT_MAX = 1_000_000;
    /** A processor is as many billionths. */
    private static final double CPU = 1e9;

    private final Reading reading;
    private final MappingReader reader;
    private Standard standard = Standard.BASELINE;

    private WorkloadReader(Reading reading, MappingReader reader) {
        this.reading = reading;
        this.reader = reader;
    }

    /** The policy's mapping, or empty where it has none. */
    static Optional<WorkloadPolicy> read(Reading reading, MappingReader policy) {
        Optional<Node> node = policy.node("workload");
        return node.map(mapping -> new WorkloadReader(
                        reading,
                        new MappingReader(reading, policy.path("workload"), WorkloadSections.WORKLOAD, mapping))
                .workload());
    }

    private WorkloadPolicy workload() {
        standard = reader.word("standard").flatMap(Standard::byCode).orElse(Standard.BASELINE);
        Map<Control, List<Entry>> entries = new EnumMap<>(Control.class);
        for (Control control : Control.values()) {
            if (reader.node(control.key()).isPresent()) {
                entries.put(control, entries(control));
            }
        }
        return new WorkloadPolicy(standard, entries, maxima(), hardening(), hostFiles(), List.of(), socket());
    }

    private OwnSocket socket() {
        Optional<Node> node = reader.node("socket");
        if (node.isEmpty()) {
            return OwnSocket.NONE;
        }
        MappingReader socket = new MappingReader(reading, reader.path("socket"), WorkloadSections.SOCKET, node.get());
        String folder = socket.text("folder").orElse("");
        String[] path = reader.path("socket").split("\\.", -1);
        String name = path.length == 4 ? path[1] : "";
        if (name.isEmpty()) {
            reader.refuse("socket", "only a policy of a file can have a socket of its own; write it there");
            return OwnSocket.NONE;
        }
        if (!folder.isEmpty() && !folder.startsWith("/")) {
            socket.refuse("folder", Values.shown(folder) + " is no absolute path");
        }
        return new OwnSocket(
                folder + "/" + name + ".sock",
                socket.text("remap").orElse(""),
                socket.text("owner").orElse(name),
                false);
    }

    private String hostFiles() {
        String folder = reader.text("host-files").orElse("");
        if (!folder.isEmpty() && !folder.startsWith("/")) {
            reader.refuse("host-files", Values.shown(folder) + " is no absolute path");
        }
        return folder;
    }

    private List<Entry> entries(Control control) {
        List<Entry> entries = new ArrayList<>();
        for (Name name : reader.names(control.key())) {
            Optional<Entry> entry = Entries.of(control, name.text());
            if (entry.isEmpty()) {
                reading.refuse(
                        name.position(),
                        reader.path(control.key()),
                        Values.shown(name.text()) + " is none of the " + control.meaning());
            }
            entry.ifPresent(entries::add);
            if (entry.isPresent()
                    && entry.get() instanceof BindEntry bind
                    && bind.isOpenToLinks()
                    && standard != Standard.PRIVILEGED
                    && reader.node("host-files").isEmpty()) {
                reading.refuse(
                        name.position(),
                        reader.path(control.key()),
                        Values.shown(name.text()) + " can be written, so that a link in it can lead anywhere: say in"
                                + " `host-files` where the host's files are visible, end it in `:ro`, or name folders"
                                + " one by one");
            }
        }
        return entries;
    }

    private Map<Resource, Long> maxima() {
        Map<Resource, Long> maxima = new EnumMap<>(Resource.class);
        Optional<Node> node = reader.node("max");
        if (node.isPresent()) {
            MappingReader max = new MappingReader(reading, reader.path("max"), WorkloadSections.MAXIMA, node.get());
            for (Resource resource : Resource.values()) {
                Optional<Long> bound = switch (resource) {
                    case MEMORY, MEMORY_SWAP, SHM, TMPFS, STORAGE -> max.size(resource.key());
                    case CPUS -> cpus(max, resource.key());
                    case PIDS, REPLICAS -> max.number(resource.key(), COUNT_MAX).map(Integer::longValue);
                };
                bound.ifPresent(most -> maxima.put(resource, most));
            }
        }
        return maxima;
    }

    private Hardening hardening() {
        Optional<Node> node = reader.node("harden");
        if (node.isEmpty()) {
            return Hardening.NONE;
        }
        MappingReader harden = new MappingReader(reading, reader.path("harden"), WorkloadSections.HARDEN, node.get());
        return new Hardening(
                harden.truth("no-new-privileges").orElse(false),
                harden.truth("drop-capabilities").orElse(false),
                harden.truth("read-only").orElse(false),
                harden.truth("init").orElse(false),
                harden.text("user").orElse(""),
                harden.size("memory").orElse(0L),
                cpus(harden, "cpus").orElse(0L),
                harden.number("pids", COUNT_MAX).orElse(0),
                harden.text("runtime").orElse(""),
                harden.text("network").orElse(""),
                harden.names("dns").stream().map(Name::text).toList(),
                pairs(harden, "labels"),
                pairs(harden, "log-options"));
    }

    private static Optional<Long> cpus(MappingReader mapping, String key) {
        Optional<String> text = mapping.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean digits = text.get().length() <= 9
                && text.get().chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
                && text.get().chars().filter(c -> c == '.').count() <= 1
                && text.get().chars().anyMatch(c -> c >= '1' && c <= '9');
        if (!digits) {
            mapping.refuse(key, Values.shown(text.get()) + " is no number of processors; write `2` or `1.5`");
            return Optional.empty();
        }
        return Optional.of((long) (Double.parseDouble(text.get()) * CPU));
    }

    private Map<String, String> pairs(MappingReader mapping, String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Name name : mapping.names(key)) {
            int equals = name.text().indexOf('=');
            if (equals <= 0) {
                reading.refuse(name.position(), mapping.path(key), "is not of the form `name=value`");
            } else {
                pairs.put(name.text().substring(0, equals), name.text().substring(equals + 1));
            }
        }
        return pairs;
    }
}
