package io.caisson.core.http;

/** How a message body ends (RFC 9112, section 6). */
public enum Framing {
    /** There is no body. */
    NONE,
    /** After a known number of bytes. */
    LENGTH,
    /** After the chunk of size zero. */
    CHUNKED,
    /** With the connection; responses only. */
    UNTIL_CLOSE
}
