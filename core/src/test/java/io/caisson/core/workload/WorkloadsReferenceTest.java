package io.caisson.core.workload;

import io.caisson.core.testing.Golden;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page on workloads says what the table of fields and the standards say. */
class WorkloadsReferenceTest {
    /** Of each control: the Pod Security Standards' name for it, and the items of the CIS Docker Benchmark 1.6. */
    private static final Map<Control, String[]> NAMES = new EnumMap<>(Map.ofEntries(
            of(Control.PRIVILEGED, "Privileged Containers", "5.5, 5.23"),
            of(Control.CAPABILITIES, "Capabilities", "5.4"),
            of(Control.KEPT_CAPABILITIES, "Capabilities (restricted)", "5.4"),
            of(Control.PRIVILEGE_ESCALATION, "Privilege Escalation", "5.26"),
            of(Control.USERS, "Running as Non-root (user)", "4.1"),
            of(Control.SECURITY_OPTIONS, "Seccomp, AppArmor, SELinux, /proc Mount Type", "5.2, 5.3, 5.22"),
            of(Control.SYSCTLS, "Sysctls", ""),
            of(Control.NAMESPACES, "Host Namespaces", "5.10, 5.16, 5.17, 5.21, 5.31"),
            of(Control.BINDS, "HostPath Volumes", "5.6, 5.32"),
            of(Control.VOLUME_DRIVERS, "Volume Types", ""),
            of(Control.VOLUME_OPTIONS, "HostPath Volumes", "5.6"),
            of(Control.VOLUMES_FROM, "HostPath Volumes", ""),
            of(Control.PROPAGATION, "", "5.20"),
            of(Control.DEVICES, "HostPath Volumes", "5.18"),
            of(Control.PORTS, "Host Ports", "5.8, 5.9, 5.14"),
            of(Control.IMAGES, "", "4.2, 5.28"),
            of(Control.CGROUP_PARENTS, "", "5.25"),
            of(Control.ULIMITS, "", "5.19"),
            of(Control.RESTART, "", "5.15"),
            of(Control.EXEC_USERS, "", "5.24")));

    private static Map.Entry<Control, String[]> of(Control control, String pss, String cis) {
        return Map.entry(control, new String[] {pss, cis});
    }

    @Test
    void the_page_lists_every_control_and_the_fields_it_holds() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Workloads

                What `workload` in a policy judges, and on which routes. Its keys are in [the configuration](config.md); this page is
                generated from the code.

                `baseline` and `restricted` are the Pod Security Standards of Kubernetes, field by field. A control is **open** where
                anything may be asked for until the policy has a list for it, which is then all that is allowed; it is **listed** where
                only what is known to be safe may be asked for, and what the list has. A value that can be read in two ways is refused
                by both. A field that is not known is refused by `restricted`, and passed on and recorded by `baseline`. What cannot be
                judged at all (plugins from archives, the tunnels of BuildKit, Podman's own operations) is refused unless `unjudged`
                names the operation.

                Whatever the standard, but for `privileged`: a bind of an engine's socket, or of a folder in which one lies, is refused;
                names that the list of images takes cannot be given to images that are made here; objects that a request takes in
                (volumes, networks, containers whose namespaces or volumes it joins, the container of an exec) are looked up and judged
                by what they are; labels that begin with `io.caisson.` are not for clients to set.

                ## Controls

                | Key | `baseline` | `restricted` | Safe without an exception | Pod Security Standards | CIS Docker |
                |---|---|---|---|---|---|
                """);
        for (Control control : Control.values()) {
            String[] names = NAMES.getOrDefault(control, new String[] {"", ""});
            page.append("| `").append(control.key()).append("` | ");
            page.append(stance(control, Standard.BASELINE)).append(" | ");
            page.append(stance(control, Standard.RESTRICTED)).append(" | ");
            page.append(safe(control)).append(" | ");
            page.append(names[0]).append(" | ").append(names[1]).append(" |\n");
        }
        page.append("""

                ## Fields

                The fields that make a demand under each control. A mount in its long form makes demands under several: its source under
                `binds` or `volumes`, its target under `mount-targets`, its driver and options under `volume-drivers`, `volume-options` or
                `binds`, its propagation and the options of a temporary file system under theirs.

                """);
        for (Control control : Control.values()) {
            List<String> fields = FieldTable.fields(control).stream()
                    .filter(field -> !field.startsWith("ServiceUpdate ") && !field.startsWith("SecretUpdate "))
                    .filter(field -> !field.startsWith("ConfigUpdate ") && !field.startsWith("ContainerStart "))
                    .toList();
            if (!fields.isEmpty()) {
                page.append("- `").append(control.key()).append("`: ");
                page.append(fields.stream().map(field -> "`" + field + "`").collect(Collectors.joining(", ")));
                page.append('\n');
            }
        }
        page.append("""

                Updates of services, secrets and configs have the fields of their creation. Settings in the body of a start, which old
                engines take, are refused as a whole.
                """);
        Golden.assertMatches("docs/reference/workloads.md", page.toString());
    }

    private static String stance(Control control, Standard standard) {
        return control.stance(standard) == Stance.OPEN ? "open" : "listed";
    }

    private static String safe(Control control) {
        return switch (control) {
            case CAPABILITIES ->
                "`baseline`: AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, "
                        + "SETGID, SETPCAP, SETUID, SYS_CHROOT; `restricted`: NET_BIND_SERVICE";
            case KEPT_CAPABILITIES -> "`CapDrop` with `ALL`";
            case PRIVILEGE_ESCALATION -> "`no-new-privileges`";
            case USERS, EXEC_USERS -> "a number above 0, and so is the group where one is named";
            case SECURITY_OPTIONS -> "`seccomp=builtin`, `apparmor=docker-default`, `no-new-privileges`";
            case SYSCTLS -> "the safe ones of the Pod Security Standards";
            case LOG_DRIVERS -> "`json-file`, `local`, `none`";
            case LOG_OPTIONS -> "`max-size`, `max-file`, `compress`, `tag`, `mode`, `max-buffer-size`";
            case VOLUME_DRIVERS -> "`local`";
            case NETWORK_DRIVERS -> "`bridge`, `overlay`";
            case NETWORK_OPTIONS -> "the MTU, `enable_icc`, `encrypted`, the usual scopes";
            case TMPFS_OPTIONS -> "`noexec`, `nosuid`, `nodev`, sizes and rights; `exec` by `baseline`";
            case MOUNT_TARGETS -> "everywhere but `/`, `/proc`, `/sys` and `/dev`; `/dev/shm`, `/dev/mqueue`";
            default -> "";
        };
    }
}
