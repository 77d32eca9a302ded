package io.caisson.server.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The TLS side of one engine connection: the engine's certificate is checked in the handshake itself. */
final class SecureLink implements TlsPeer {
    private final EngineLink link;

    SecureLink(EngineLink link) {
        this.link = link;
    }

    @Override
    public boolean isExamined() {
        return false;
    }

    @Override
    public void examine() {}

    @Override
    public void onSecured() throws IOException {
        link.onEstablished();
    }

    @Override
    public void onHandshakeFault(IOException fault, boolean nothingCame) {
        link.onFault(fault);
    }

    @Override
    public void onPlain(ByteBuffer bytes) throws IOException {
        throw new IOException("only a server is spoken to without TLS");
    }
}
