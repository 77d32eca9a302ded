package io.caisson.app.demo.http;

import java.io.IOException;

/** Bytes that are no request; the connection is answered once and closed. */
final class BadRequest extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
