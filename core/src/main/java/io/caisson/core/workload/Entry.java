package io.caisson.core.workload;

/** One item of a policy's list of exceptions. Immutable. */
public interface Entry {
    /** The item as its author wrote it. */
    String text();

    /** Whether it allows what is asked for. */
    boolean allows(Demand demand);
}
