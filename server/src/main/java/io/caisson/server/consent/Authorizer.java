package io.caisson.server.consent;

/** One who is asked whether a call may be passed on. For threads that may wait. */
public interface Authorizer {
    /** The answer; never throws, and comes in a bounded time. */
    Answer ask(Matter matter);
}
