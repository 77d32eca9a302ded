package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Whose TLS connection it is, as its handshake sees it. */
interface TlsPeer {
    /** Whether {@link #examine} has something to do. */
    boolean isExamined();

    /** What takes time after the handshake's arithmetic and before the first byte; called once, off the loop. */
    void examine();

    /** The handshake is over; bytes can pass. */
    void onSecured() throws IOException;

    /**
     * The handshake came to nothing.
     *
     * @param nothingCame whether the peer never sent a byte
     */
    void onHandshakeFault(IOException fault, boolean nothingCame);

    /** The peer speaks something else than TLS, of which these are the first bytes. */
    void onPlain(ByteBuffer bytes) throws IOException;
}
