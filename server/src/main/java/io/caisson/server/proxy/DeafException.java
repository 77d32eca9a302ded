package io.caisson.server.proxy;

import java.io.IOException;

/** The receiving side of a move between two connections takes no more bytes; the sending side is well. */
final class DeafException extends IOException {
    private static final long serialVersionUID = 1;

    DeafException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
