package io.caisson.core.config;

/** What is logged, from everything to almost nothing: a level includes all that are more severe. */
public enum LogLevel {
    /** Everything, and each call as a rule line that can be pasted into a policy. */
    DEBUG,
    /** Every exchange. */
    INFO,
    /** What an operator should see once: start, stop, and what follows. */
    NOTICE,
    /** Denials, and what follows. */
    WARNING,
    /** Faults of the engine's side or of our own. */
    ERR,
    /** What makes the program useless. */
    CRIT,
    ALERT,
    EMERG
}
