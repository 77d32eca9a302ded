package io.caisson.app;

import io.caisson.app.live.CertificateWatch;
import io.caisson.core.config.Address;
import io.caisson.core.config.Settings;
import io.caisson.server.listener.BindFault;
import io.caisson.server.listener.InheritedAddress;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.listener.SocketRights;
import io.caisson.server.proxy.Door;
import io.caisson.server.tls.ClientTls;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opening everything where the environment asks for TLS. */
final class SecureServe {
    private SecureServe() {}

    static Serve open(Settings settings, Serve.Records records, PrintStream err) throws IOException {
        TlsSetup setup = new TlsSetup(settings.loops());
        Engine engine = engine(settings, setup);
        List<Door> doors = Door.all(listeners(settings, setup), settings::policy, engine);
        Serve serve = Serve.open(settings, records, List.of(engine), doors, null);
        serve.watched(CertificateWatch.start(setup, serve.metrics(), err));
        return serve;
    }

    /** The engine of the settings, with TLS where they say so. */
    static Engine engine(Settings settings, TlsSetup setup) throws BindFault {
        @Nullable
        ClientTls tls = settings.engineTls().isPresent()
                ? setup.engine("default", settings.engineTls().get())
                : null;
        return new Engine("default", List.of(SocketAddresses.engine(settings.engine())), tls);
    }

    /** The listeners of the settings, with TLS on those of TCP where they say so. */
    static List<ListenerSpec> listeners(Settings settings, TlsSetup setup) throws BindFault {
        SocketRights rights = new SocketRights(SocketAddresses.rights(settings.socketMode()));
        List<ListenerSpec> listeners = new ArrayList<>();
        for (Address said : settings.listen()) {
            String name = said.toString();
            SocketAddress address = SocketAddresses.of(said);
            @Nullable
            ServerTls tls = settings.tls().isPresent() && isTcp(address)
                    ? setup.listener(name, settings.tls().get())
                    : null;
            listeners.add(new ListenerSpec(name, address, rights, tls));
        }
        return listeners;
    }

    private static boolean isTcp(SocketAddress address) throws BindFault {
        return address instanceof InheritedAddress passed ? !passed.isUnix() : address instanceof InetSocketAddress;
    }
}
