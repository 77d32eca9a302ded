package io.caisson.server.proxy;

/** Where an exchange stands. */
enum Stage {
    /** No request is being served. */
    IDLE,
    /** A request was read; nothing of it was sent yet. */
    BEGUN,
    /** The decision waits for facts: the body is collected, or the engine is asked for the object. */
    INSPECTING,
    /** The request was sent, at least its head; the engine's answer is being waited for or passed on. */
    FORWARDED,
    /** Both directions are raw streams. */
    TUNNEL
}
