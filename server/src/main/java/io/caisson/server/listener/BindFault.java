package io.caisson.server.listener;

import java.io.IOException;

/** A listener cannot be opened; the message names the address, the reason and the cure. */
public final class BindFault extends IOException {
    private static final long serialVersionUID = 1;

    public BindFault(String message) {
        super(message);
    }
}
