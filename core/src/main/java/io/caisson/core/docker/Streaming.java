package io.caisson.core.docker;

import io.caisson.core.http.RequestHead.Upgrade;

/** How an operation uses its connection. */
public enum Streaming {
    /** A request and a response of moderate size and time. */
    NONE,
    /** The request body is a stream of any length. */
    REQUEST,
    /** The response is a stream of any length and duration. */
    RESPONSE,
    /** Both are. */
    BOTH,
    /** The connection becomes a raw two-way stream, with or without an upgrade. */
    HIJACK,
    /** The connection becomes HTTP/2 after {@code Upgrade: h2c}. */
    H2C,
    /** The connection becomes a WebSocket (RFC 6455). */
    WEBSOCKET;

    /** Whether the connection may turn into a raw two-way stream. */
    public boolean takesOver() {
        return this == HIJACK || this == H2C || this == WEBSOCKET;
    }

    /**
     * Whether an operation that takes over its connection may do so with the protocol asked for; others ignore an
     * upgrade. One that hijacks takes any word for its raw stream, but not those that a newer engine might serve with a
     * protocol in which more can be asked for.
     */
    public boolean fits(Upgrade upgrade) {
        return switch (upgrade) {
            case NONE -> true;
            case TCP, OTHER -> this != H2C && this != WEBSOCKET;
            case H2C -> this != HIJACK && this != WEBSOCKET;
            case WEBSOCKET -> this != HIJACK && this != H2C;
        };
    }
}
