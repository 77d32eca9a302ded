package io.caisson.core.workload;

/** What a standard says of a control. */
enum Stance {
    /** Anything may be asked for; once the policy has a list for the control, only what is in it. */
    OPEN,
    /** Only what is known to be safe, and what the policy's list for the control has. */
    LISTED
}
