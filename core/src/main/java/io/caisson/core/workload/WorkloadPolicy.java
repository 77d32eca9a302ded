package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standard and its exceptions. Immutable; shared by all loops.
 *
 * @param standard what holds where no exception is made
 * @param entries by control, what is allowed beside; a list that is there but empty allows nothing more
 * @param maxima by resource, the most that a workload may ask for
 * @param hardening what is set in workloads before they are judged
 * @param hostFiles the folder under which the host's file system is visible; empty where it is not
 * @param sockets paths of engines' sockets, which no workload gets
 * @param own the socket that workloads get instead, and whose they are
 */
public record WorkloadPolicy(
        Standard standard,
        Map<Control, List<Entry>> entries,
        Map<Resource, Long> maxima,
        Hardening hardening,
        String hostFiles,
        List<String> sockets,
        OwnSocket own) {
    /** Where engines listen if nobody says otherwise. */
    private static final List<String> KNOWN_SOCKETS = List.of(
            "/run/docker.sock",
            "/var/run/docker.sock",
            "/run/podman/podman.sock",
            "/var/run/podman/podman.sock",
            "/run/containerd/containerd.sock",
            "/var/run/containerd/containerd.sock",
            "/run/crio/crio.sock");

    public WorkloadPolicy {
        Map<Control, List<Entry>> lists = new EnumMap<>(Control.class);
        entries.forEach((control, list) -> lists.put(control, List.copyOf(list)));
        entries = Collections.unmodifiableMap(lists);
        Map<Resource, Long> most = new EnumMap<>(Resource.class);
        most.putAll(maxima);
        maxima = Collections.unmodifiableMap(most);
        sockets = List.copyOf(sockets);
    }

    /** A policy that replaces no socket. */
    public WorkloadPolicy(
            Standard standard,
            Map<Control, List<Entry>> entries,
            Map<Resource, Long> maxima,
            Hardening hardening,
            String hostFiles,
            List<String> sockets) {
        this(standard, entries, maxima, hardening, hostFiles, sockets, OwnSocket.NONE);
    }

    /** Everything that it says, as one text by which a change of it is noticed. */
    public String text() {
        StringBuilder text = new StringBuilder("workload ").append(standard.code());
        entries.forEach((control, list) -> {
            text.append(' ').append(control.key()).append(':');
            list.forEach(entry -> text.append(' ').append(entry.text()));
        });
        maxima.forEach((resource, most) ->
                text.append(" max.").append(resource.key()).append(": ").append(most));
        text.append(hardening.equals(Hardening.NONE) ? "" : " " + hardening);
        return text.append(hostFiles.isEmpty() ? "" : " host-files: " + hostFiles)
                .append(own.equals(OwnSocket.NONE) ? "" : " " + own)
                .toString();
    }

    /** Whether a demand is within the standard and its exceptions; references are not judged by this. */
    public boolean allows(Demand demand) {
        Control control = demand.control();
        return switch (demand) {
            case Demand.Ambiguous ambiguous ->
                standard == Standard.PRIVILEGED && !entries.containsKey(control)
                        || control == Control.LABELS && hardening.sets(ambiguous.shown());
            case Demand.Amount amount -> amount.amount() <= maxima.getOrDefault(amount.resource(), Long.MAX_VALUE);
            case Demand.Reference reference -> true;
            case Demand.Named named ->
                control == Control.TAGS
                        ? allowsTag(named)
                        : isListed(demand) || isFree(control) || isSafe(control, named.value());
            case Demand.HostPath path when own.isOpen() && path.path().equals(own.path()) -> true;
            case Demand.HostPath path ->
                (isListed(demand) || isFree(control))
                        && (standard == Standard.PRIVILEGED || !leadsToSocket(path.path()));
            case Demand.HostPorts ports -> isListed(demand) || isFree(control);
        };
    }

    /** The same policy, knowing where the engines listen. */
    public WorkloadPolicy withSockets(List<String> paths) {
        return new WorkloadPolicy(standard, entries, maxima, hardening, hostFiles, paths, own);
    }

    /** The same policy with another socket, or another owner. */
    public WorkloadPolicy with(OwnSocket socket) {
        return new WorkloadPolicy(standard, entries, maxima, hardening, hostFiles, sockets, socket);
    }

    /** A body with the engine's socket replaced by our own, and labelled with its owner. */
    public Json replaced(Operation operation, Json body) {
        return own.apply(operation, body, this::isSocket);
    }

    /** Whether a path is an engine's socket itself. */
    boolean isSocket(String path) {
        return KNOWN_SOCKETS.contains(path) || sockets.contains(path);
    }

    /** The folder that allows a path and what else is below it; empty where the path is allowed by itself. */
    public String anchor(String path) {
        for (Entry entry : entries.getOrDefault(Control.BINDS, List.of())) {
            if (entry instanceof BindEntry bind && !bind.root().isEmpty() && HostPaths.isUnder(path, bind.root())) {
                return bind.root();
            }
        }
        return "";
    }

    /** Whether a path is an engine's socket, or a folder in which one lies: whoever has it is past every policy. */
    boolean leadsToSocket(String path) {
        return Stream.concat(KNOWN_SOCKETS.stream(), sockets.stream())
                .anyMatch(socket -> HostPaths.isUnder(socket, path));
    }

    /**
     * What is made here must not pass for what was allowed by its name: without a list of its own, a name that the list
     * of images takes is not to be given away.
     */
    private boolean allowsTag(Demand.Named named) {
        if (entries.containsKey(Control.TAGS)) {
            return isListed(named);
        }
        return entries.getOrDefault(Control.IMAGES, List.of()).stream().noneMatch(image -> image.allows(named));
    }

    private boolean isListed(Demand demand) {
        for (Entry entry : entries.getOrDefault(demand.control(), List.of())) {
            if (entry.allows(demand)) {
                return true;
            }
        }
        return false;
    }

    /** Whether neither the standard nor a list says anything of a control. */
    private boolean isFree(Control control) {
        return control.stance(standard) == Stance.OPEN && !entries.containsKey(control);
    }

    /** An exception never takes away what the standard allows; a list of an open control is all that is allowed. */
    private boolean isSafe(Control control, String value) {
        return control.stance(standard) == Stance.LISTED && Safe.allows(standard, control, value);
    }

    /** Whether anything is listed, so that even what the standard does not look at is looked at. */
    boolean hasLists() {
        return !entries.isEmpty();
    }

    /** Whose the workloads are that this policy lets be made; empty where nobody is named. */
    String owner() {
        return own.owner().isEmpty() ? hardening.owner().orElse("") : own.owner();
    }

    /** What is wrong with a demand, and what would be allowed. */
    Violation violation(Demand demand) {
        Control control = demand.control();
        if (demand instanceof Demand.Amount amount) {
            String cure = "at most " + maxima.get(amount.resource()) + " by `max."
                    + amount.resource().key() + "`";
            return new Violation(control, amount.field(), amount.shown(), cure);
        }
        if (demand instanceof Demand.Ambiguous) {
            return new Violation(control, demand.field(), demand.shown(), "nothing that can be read in two ways");
        }
        if (demand instanceof Demand.HostPath path && leadsToSocket(path.path())) {
            return new Violation(control, demand.field(), demand.shown(), "an engine's socket is there");
        }
        List<Entry> list = entries.getOrDefault(control, List.of());
        String allowed =
                list.stream().limit(4).map(entry -> "`" + entry.text() + "`").collect(Collectors.joining(", "));
        String shown = demand.shown().isEmpty() ? "the image's own" : demand.shown();
        String cure = list.isEmpty()
                ? standard.code() + " allows it only by `workload." + control.key() + "`"
                : "`workload." + control.key() + "` allows " + allowed + (list.size() > 4 ? " and more" : "");
        return new Violation(control, demand.field(), shown, cure);
    }

    /** The violations of a workload, in the order of its demands; references are not judged by this. */
    List<Violation> violations(List<Demand> demands) {
        List<Violation> violations = new ArrayList<>();
        for (Demand demand : demands) {
            if (!allows(demand)) {
                violations.add(violation(demand));
            }
        }
        return violations;
    }
}
