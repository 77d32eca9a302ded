package io.caisson.server.proxy;

import io.caisson.server.tls.ClientTls;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The TLS side of one engine connection: the engine's certificate is checked in the handshake itself. */
final class SecureLink implements TlsPeer {
    private final EngineLink link;

    private SecureLink(EngineLink link) {
        this.link = link;
    }

    /** Begins the handshake on a connected channel. */
    static void begin(EngineLink link, SocketChannel channel, SocketAddress address, ClientTls tls) throws IOException {
        TlsTransport transport = TlsTransport.of(
                link, channel, link.engine().secured(tls, address), tls.workers(), new SecureLink(link));
        link.carriedBy(transport);
        transport.start();
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
