package io.caisson.server.proxy;

import java.io.IOException;

/** Too many bytes of the process wait for slow readers; the connection that would add to them is given up. */
final class OverloadedException extends IOException {
    private static final long serialVersionUID = 1;

    OverloadedException() {
        super("too many bytes wait for slow readers");
    }
}
