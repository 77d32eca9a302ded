package io.caisson.core.audit;

import io.caisson.core.http.ByteWriter;

/**
 * How an event is written. Everything a rendering writes is printable ASCII apart from the line feed at its end,
 * whatever the client sent, so no text of a client can start a line or drive a terminal. Confined to one thread;
 * allocates nothing once the writer has its size.
 */
public sealed interface Rendering permits JsonLines, TextLines {
    /** Longer methods are cut: no operation's method comes near. */
    int METHOD_CHARACTERS_MAX = 64;

    /** Writes the event with the line feed that ends it. */
    void write(AuditEvent event, ByteWriter out);

    /** Writes a line about the records themselves: some are missing. */
    void writeDropped(long timeMillis, long lines, ByteWriter out);
}
