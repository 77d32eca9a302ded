package io.caisson.core.workload;

import java.util.Locale;

/** Something that can run out, and that a policy can bound. */
public enum Resource {
    MEMORY("memory of a container"),
    MEMORY_SWAP("memory and swap of a container together"),
    SHM("shared memory of a container"),
    TMPFS("size of a temporary file system"),
    STORAGE("size of a container's own file system"),
    CPUS("processors of a container, as in `1.5`"),
    PIDS("processes of a container"),
    REPLICAS("containers of a service");

    private final String meaning;
    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Resource(String meaning) {
        this.meaning = meaning;
    }

    /** The key in policies. */
    public String key() {
        return key;
    }

    /** For the reference. */
    public String meaning() {
        return meaning;
    }
}
