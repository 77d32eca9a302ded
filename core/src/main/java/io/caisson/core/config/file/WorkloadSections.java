package io.caisson.core.config.file;

import static io.caisson.core.config.file.Key.choice;
import static io.caisson.core.config.file.Key.optional;
import static io.caisson.core.config.file.Key.required;
import static io.caisson.core.config.file.Key.section;

import io.caisson.core.workload.Control;
import io.caisson.core.workload.Resource;
import io.caisson.core.workload.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The mappings that say what may run. */
public final class WorkloadSections {
    /** Bounds of what a workload may use up. */
    public static final Section MAXIMA = new Section(
            "max",
            "The most that one workload may ask for. Asking for no bound is asking for more.",
            Stream.of(Resource.values()).map(WorkloadSections::bound).toList(),
            "");

    /** What is set in workloads. */
    public static final Section HARDEN = new Section(
            "harden",
            "What is set in new workloads instead of refusing them. The client is told in the answer's warnings.",
            optional("no-new-privileges", Key.Kind.TRUTH, "`false`", "processes cannot gain rights"),
            optional("drop-capabilities", Key.Kind.TRUTH, "`false`", "all are dropped that are not added by name"),
            optional("read-only", Key.Kind.TRUTH, "`false`", "the container's own file system cannot be written"),
            optional("init", Key.Kind.TRUTH, "`false`", "an init process is put before the command"),
            optional("user", Key.Kind.TEXT, "none", "the user where none is named, for example `65534:65534`"),
            optional("memory", Key.Kind.SIZE, "none", "the most memory"),
            optional("cpus", Key.Kind.TEXT, "none", "the most processors, for example `1.5`"),
            optional("pids", Key.Kind.NUMBER, "none", "the most processes"),
            optional("runtime", Key.Kind.TEXT, "none", "the runtime, whatever was asked for"),
            optional("network", Key.Kind.TEXT, "none", "the network where none is named"),
            optional("dns", Key.Kind.NAMES, "none", "name servers where none are named"),
            optional("labels", Key.Kind.NAMES, "none", "labels, `name=value`, whatever was asked for"),
            optional("log-options", Key.Kind.NAMES, "none", "logging options, `name=value`, where none is given"));

    /** A socket of our own. */
    public static final Section SOCKET = new Section(
            "socket",
            "Containers that ask for the engine's socket get one of ours, by which they reach the engine under a policy. "
                    + "Everything that is made under either policy carries its owner's name in a label; through the "
                    + "socket, nothing else is seen.",
            required("remap", Key.Kind.NAME, "the policy of calls through the socket"),
            required(
                    "folder",
                    Key.Kind.TEXT,
                    "the folder of the socket, by the same path for Caisson and for the engine's host, and closed to others"),
            optional("owner", Key.Kind.TEXT, "the policy's name", "whose everything is that is made"));

    /** What may run. */
    public static final Section WORKLOAD = new Section(
            "workload",
            "What may run, judged on every route by which it can come to run. Lists are exceptions to the standard; "
                    + "a list for something that the standard leaves open is all that is allowed of it. `*` stands for "
                    + "any characters, in paths and names of images for any but `/`, and `**` for any.",
            keys(),
            "");

    private WorkloadSections() {}

    private static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        keys.add(choice(
                "standard",
                Stream.of(Standard.values()).map(Standard::code).toList(),
                "`baseline`",
                "what holds where no exception is made"));
        for (Control control : Control.values()) {
            keys.add(optional(control.key(), Key.Kind.NAMES, "the standard's", control.meaning()));
        }
        keys.add(optional(
                "host-files",
                Key.Kind.TEXT,
                "not visible",
                "the folder under which the host's file system is visible, `/` or a mount of it: there, symbolic links "
                        + "in binds are followed before they are judged"));
        keys.add(section("max", Key.Kind.SECTION, MAXIMA, "the most that one workload may ask for"));
        keys.add(section("harden", Key.Kind.SECTION, HARDEN, "what is set instead of refusing"));
        keys.add(section("socket", Key.Kind.SECTION, SOCKET, "what containers get that ask for the engine's socket"));
        return List.copyOf(keys);
    }

    private static Key bound(Resource resource) {
        Key.Kind kind = switch (resource) {
            case MEMORY, MEMORY_SWAP, SHM, TMPFS, STORAGE -> Key.Kind.SIZE;
            case CPUS -> Key.Kind.TEXT;
            case PIDS, REPLICAS -> Key.Kind.NUMBER;
        };
        return optional(resource.key(), kind, "none", resource.meaning());
    }
}
