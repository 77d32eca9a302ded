package io.caisson.server.tls;

import java.io.IOException;

/** A certificate, key or list of revoked certificates that cannot be used; the message names the file and the cure. */
public final class TlsFault extends IOException {
    private static final long serialVersionUID = 1;

    public TlsFault(String message) {
        super(message);
    }
}
