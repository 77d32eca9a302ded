package io.caisson.app.demo.http;

import java.time.Duration;

/** Every maximum of the demo engine's wire. */
final class Bounds {
    /** Connections served at a time; more wait in the socket's backlog. */
    static final int CONNECTIONS_MAX = 1024;

    static final int HEAD_BYTES_MAX = 64 << 10;
    static final int HEADERS_MAX = 128;

    /** A line that announces a chunk, or a trailer. */
    static final int CHUNK_LINE_BYTES_MAX = 4096;

    /** What is read of a body that the handler left, to keep the connection. */
    static final int DRAIN_BYTES_MAX = 256 << 10;

    /** Larger replies are chunked, smaller ones carry their length; the threshold of the engine's server. */
    static final int LENGTH_BYTES_MAX = 2048;

    /** How long a connection whose output has ended waits for the client's end. */
    static final Duration LINGER = Duration.ofSeconds(2);

    /** The pause after a connection could not be accepted. */
    static final Duration ACCEPT_RETRY = Duration.ofMillis(50);

    private Bounds() {}
}
