package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.EngineTls;
import io.caisson.core.config.ListenerTls;
import io.caisson.core.config.tree.Node;
import java.util.Optional;

/** Reads how TLS is spoken: with clients and with engines. */
final class TlsReader {
    private static final String KEY = "tls";

    private TlsReader() {}

    /** TLS of a listener at an address. */
    static Optional<ListenerTls> listener(Reading reading, MappingReader listener, Optional<Address> address) {
        Optional<Node> node = listener.node(KEY);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (address.isPresent() && address.get() instanceof Address.Unix) {
            listener.refuse(KEY, "is spoken on TCP only; a unix socket has its mode, owner and group");
        }
        MappingReader tls = new MappingReader(reading, listener.path(KEY), Sections.LISTENER_TLS, node.get());
        Optional<String> authority = tls.text("client-ca");
        Optional<String> clients = tls.word("client-certificate");
        Optional<String> revoked = tls.text("crl");
        if (authority.isEmpty()) {
            if (clients.isPresent()) {
                tls.refuse(
                        "client-certificate", "nobody can be checked without `client-ca`; name the authority's file");
            }
            if (revoked.isPresent()) {
                tls.refuse("crl", "nobody can be checked without `client-ca`; name the authority's file");
            }
        }
        Optional<String> certificate = tls.text("certificate");
        Optional<String> key = tls.text("key");
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ListenerTls(
                certificate.get(),
                key.get(),
                tls.text("key-password"),
                authority,
                clients.filter("optional"::equals).isPresent(),
                revoked,
                node.get().position().file()));
    }

    /** TLS towards an engine at an address. */
    static Optional<EngineTls> engine(Reading reading, MappingReader engine, Optional<Address> address) {
        Optional<Node> node = engine.node(KEY);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (address.isPresent() && address.get() instanceof Address.Unix) {
            engine.refuse(KEY, "is spoken on TCP only");
        }
        MappingReader tls = new MappingReader(reading, engine.path(KEY), Sections.ENGINE_TLS, node.get());
        Optional<String> certificate = tls.text("certificate");
        Optional<String> key = tls.text("key");
        if (certificate.isPresent() != key.isPresent()) {
            tls.refuse(
                    certificate.isPresent() ? "certificate" : "key",
                    "`certificate` and `key` belong together; write both or neither");
        }
        return Optional.of(new EngineTls(
                tls.text("ca"),
                certificate,
                key,
                tls.text("key-password"),
                tls.text("server-name"),
                node.get().position().file()));
    }
}
