package io.caisson.core.docker;

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
}
