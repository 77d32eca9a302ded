package io.caisson.core.workload;

import static io.caisson.core.workload.Stance.LISTED;
import static io.caisson.core.workload.Stance.OPEN;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a workload can ask for, whatever the field is called in which it does. The constant's name in
 * kebab-case is the key of the policy's list of exceptions.
 */
public enum Control {
    // What runs.
    IMAGES(OPEN, OPEN, "images that may run or be pulled"),
    TAGS(OPEN, OPEN, "names that may be given to images here, by builds, tags, commits, imports and loads"),
    COMMANDS(OPEN, OPEN, "commands, as one line"),
    ENVIRONMENT(OPEN, OPEN, "names of environment variables"),
    LABELS(OPEN, OPEN, "names of labels"),
    ANNOTATIONS(LISTED, LISTED, "annotations for the runtime, `name=value`"),

    // As whom, and with which rights.
    PRIVILEGED(LISTED, LISTED, "privileged workloads"),
    CAPABILITIES(LISTED, LISTED, "capabilities that may be added"),
    KEPT_CAPABILITIES(OPEN, LISTED, "`default` lets workloads keep the capabilities that the engine gives by default"),
    PRIVILEGE_ESCALATION(OPEN, LISTED, "`allowed` lets workloads do without `no-new-privileges`"),
    USERS(OPEN, LISTED, "users, and users with groups, `1000:1000`"),
    GROUPS(LISTED, LISTED, "additional groups"),
    SECURITY_OPTIONS(LISTED, LISTED, "security options, `name=value`"),
    SYSCTLS(LISTED, LISTED, "kernel parameters"),
    RUNTIMES(LISTED, LISTED, "runtimes"),
    CGROUP_PARENTS(LISTED, LISTED, "parent control groups"),

    // What of the host, and of others.
    BINDS(LISTED, LISTED, "folders of the host, `/srv/data/**:ro`; without `:ro` they may be written"),
    PROPAGATION(LISTED, LISTED, "mount propagations"),
    VOLUMES(OPEN, OPEN, "volumes by name"),
    VOLUME_DRIVERS(LISTED, LISTED, "volume drivers beside `local`"),
    VOLUME_OPTIONS(LISTED, LISTED, "options of volumes, `name=value`"),
    VOLUMES_FROM(LISTED, LISTED, "containers whose volumes may be taken over"),
    MOUNT_TARGETS(
            LISTED, LISTED, "places in the container under `/proc`, `/sys` or `/dev` where something may be mounted"),
    MOUNT_TYPES(LISTED, LISTED, "kinds of mounts beside binds, volumes, temporary file systems and images"),
    TMPFS_OPTIONS(LISTED, LISTED, "options of temporary file systems"),
    DEVICES(LISTED, LISTED, "devices of the host, `/dev/fuse:rw`"),
    DEVICE_RULES(LISTED, LISTED, "rules for device numbers, `c 1:3 r`"),
    GPUS(LISTED, LISTED, "device requests by driver and capability, `nvidia:gpu`"),
    NAMESPACES(LISTED, LISTED, "namespaces of the host or of other containers, `network`, `pid`, `container`"),
    LINKS(OPEN, LISTED, "containers that may be linked"),

    // The network.
    PORTS(LISTED, LISTED, "ports of the host, `127.0.0.1:8000-8999`"),
    NETWORKS(OPEN, OPEN, "networks by name"),
    NETWORK_DRIVERS(LISTED, LISTED, "network drivers beside `bridge` and `overlay`"),
    NETWORK_OPTIONS(LISTED, LISTED, "options of networks and their endpoints, `name=value`"),
    NETWORK_FEATURES(OPEN, OPEN, "features of new networks: `external`, `attachable`, `ipv6`"),
    SUBNETS(OPEN, LISTED, "address ranges of new networks"),
    ADDRESSES(LISTED, LISTED, "fixed addresses, of IP or hardware"),
    ALIASES(OPEN, OPEN, "names in networks"),
    HOSTNAMES(OPEN, OPEN, "host and domain names"),
    EXTRA_HOSTS(OPEN, LISTED, "additional hosts, `name:address`"),
    HOST_GATEWAY(LISTED, LISTED, "names under which the host itself may be reached"),
    DNS(OPEN, LISTED, "name servers, search domains and resolver options"),

    // What it uses up, and leaves behind.
    RESOURCES(OPEN, LISTED, "unusual resource settings, by the names of their fields"),
    NEGATIVE_OOM_SCORE(LISTED, LISTED, "scores below zero, by which a workload outlives others when memory runs out"),
    ULIMITS(OPEN, OPEN, "process limits, `nofile` or `nofile:65536`"),
    RESTART(OPEN, OPEN, "restart policies"),
    LOG_DRIVERS(LISTED, LISTED, "logging drivers beside `json-file`, `local` and `none`"),
    LOG_OPTIONS(LISTED, LISTED, "logging options"),
    SECRETS(OPEN, OPEN, "secrets and configs of the swarm by name"),
    PLACEMENT(OPEN, LISTED, "placement constraints"),

    // Other routes.
    EXEC(OPEN, OPEN, "commands that may run in existing containers, as one line"),
    EXEC_USERS(OPEN, LISTED, "users of such commands"),
    EXEC_ENVIRONMENT(OPEN, OPEN, "environment variables of such commands"),
    EXEC_FOLDERS(OPEN, OPEN, "working directories of such commands"),
    EXEC_OPTIONS(OPEN, OPEN, "`tty` and `stdin` of such commands"),
    UPLOADS(OPEN, OPEN, "folders in containers that archives may be put into"),
    UPLOAD_ENTRIES(
            LISTED,
            LISTED,
            "entries of archives put into containers or built from, `set-id:bin/su`, `device:fifo` or `link:etc`"),
    REMOTES(LISTED, LISTED, "addresses that builds and imports are fetched from"),
    BUILD_NETWORKS(LISTED, LISTED, "networks of builds beside `default` and `none`"),
    BUILD_OPTIONS(LISTED, LISTED, "unusual options of builds"),
    PLUGINS(LISTED, LISTED, "plugins that may be installed and set"),
    CHECKPOINTS(LISTED, LISTED, "folders of the host for checkpoints"),
    SWARM(LISTED, LISTED, "settings of the swarm and its nodes"),
    UNJUDGED(LISTED, LISTED, "operations that are let pass although nobody can judge them"),
    FIELDS(OPEN, LISTED, "fields that are not known");

    private final Stance baseline;
    private final Stance restricted;
    private final String meaning;
    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Control(Stance baseline, Stance restricted, String meaning) {
        this.baseline = baseline;
        this.restricted = restricted;
        this.meaning = meaning;
    }

    /** The key in policies. */
    public String key() {
        return key;
    }

    /** What its list of exceptions holds, for the reference. */
    public String meaning() {
        return meaning;
    }

    /** The control with a key, compared exactly. */
    static Optional<Control> byKey(String key) {
        for (Control control : values()) {
            if (control.key.equals(key)) {
                return Optional.of(control);
            }
        }
        return Optional.empty();
    }

    Stance stance(Standard standard) {
        return switch (standard) {
            case PRIVILEGED -> OPEN;
            case BASELINE -> baseline;
            case RESTRICTED -> restricted;
        };
    }
}
