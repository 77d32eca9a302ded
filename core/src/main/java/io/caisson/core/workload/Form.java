package io.caisson.core.workload;

import java.util.Locale;

/** How the value of a field is read into demands; the names are the words of {@code fields.txt}. */
enum Form {
    /** It asks for nothing that matters. */
    FREE,
    /** A string that is not empty asks for itself. */
    TEXT,
    /** The name in a map asks for itself. */
    KEY,
    /** The name in a map asks for itself with its value, {@code name=value}. */
    PAIR,
    /** True asks for the field's name, in lower case. */
    OPTION,
    /** True asks for what the field stands for, a feature of a network. */
    FEATURE,
    /** True asks for {@code true}. */
    TRUTH,
    /** Anything but nothing asks for the field's name. */
    FIELD,
    /** Anything but null asks for the field's name. */
    SAID,
    /** A number below zero asks for the field's name. */
    NEGATIVE,
    /** A list of words asks for them as one line. */
    COMMAND,
    /** {@code NAME=value} asks for the name; in a map, the name does. */
    VARIABLE,
    /** The name of a label, of which some are ours. */
    LABEL,
    /** An image by name or id. */
    IMAGE,
    /** An image that is pulled: the tag may stand beside it. */
    PULL,
    /** A name that an image is given: the tag may stand beside it. */
    TAG,
    /** A Dockerfile instruction. */
    INSTRUCTION,
    /** A capability. */
    CAPABILITY,
    /** A security option. */
    SECURITY,
    /** Paths that are hidden or protected unless a list is given. */
    PATHS,
    /** Settings of a service's seccomp, AppArmor and SELinux. */
    SECCOMP,
    APPARMOR,
    SELINUX,
    /** A namespace of one of the modes. */
    NAMESPACE,
    /** A network mode. */
    NETWORK,
    /** The name of a network in an endpoint. */
    ENDPOINT,
    /** The id of a network in an endpoint. */
    NETWORKID,
    /** The network of a build. */
    BUILDNETWORK,
    /** The version of the builder. */
    BUILDVERSION,
    /** A mount in its short form. */
    BIND,
    /** A mount in its long form. */
    MOUNT,
    /** A temporary file system: place and options. */
    TMPFS,
    /** A place where something is mounted, as the name in a map. */
    PLACE,
    /** A volume by name. */
    VOLUME,
    /** The options of a volume. */
    VOLUMEOPTIONS,
    /** A container whose volumes are taken over. */
    VOLUMESFROM,
    /** A container under another name. */
    LINK,
    /** A device. */
    DEVICE,
    /** A request for devices. */
    GPU,
    /** Bindings of one of the container's ports. */
    PORTS,
    /** A port of a service. */
    PUBLISHED,
    /** All exposed ports. */
    EVERYPORT,
    /** An additional host. */
    HOST,
    /** A logging option, as the name in a map. */
    LOGGING,
    /** A restart policy. */
    RESTART,
    /** A process limit. */
    ULIMIT,
    /** A secret or config of the swarm. */
    GRANT,
    /** A privilege of a plugin. */
    PRIVILEGE,
    /** How containers of Windows are kept apart; the default is what Linux has. */
    ISOLATION,
    /** The runtime of a task. */
    TASKRUNTIME,
    /** Amounts. */
    MEMORY,
    SWAP,
    SHM,
    STORAGE,
    CPUS,
    PIDS,
    REPLICAS;

    static Form of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
