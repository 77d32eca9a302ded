package io.caisson.core.docker;

import java.util.Locale;

/** What an operation does to the engine; every operation has exactly one. */
public enum Access {
    /** Metadata: lists, inspections, counters. */
    VIEW,
    /** Content that may hold secrets: logs, files, archives, saved images, configuration data. */
    READ,
    /** Starts, stops and other changes of what is there. */
    CONTROL,
    /** Makes new objects. */
    CREATE,
    /** Removes objects, prune included. */
    DELETE,
    /** Runs code in a workload or writes into it. */
    EXEC,
    /** Builds images, which runs code too. */
    BUILD,
    /** Swarm, nodes, plugins, secrets, credentials and the engine itself. */
    ADMIN;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word in policies, as in {@code container:view}. */
    public String code() {
        return code;
    }
}
