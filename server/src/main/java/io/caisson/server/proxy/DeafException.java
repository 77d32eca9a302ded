package io.caisson.server.proxy;

import java.io.IOException;

/** The receiving side of a move between two connections takes no more bytes; the sending side is well. */
final class DeafException extends IOException {
    private static final long serialVersionUID = 1;

    private final long count;

    DeafException(IOException cause, long count) {
        super(cause.getMessage(), cause);
        this.count = count;
    }

    /** How many bytes had left the sending side: 0 or more, or -1 at its end. */
    long count() {
        return count;
    }
}
