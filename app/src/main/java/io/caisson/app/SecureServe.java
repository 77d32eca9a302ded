package io.caisson.app;

import io.caisson.app.live.CertificateWatch;
import io.caisson.core.config.Address;
import io.caisson.core.config.Settings;
import io.caisson.server.listener.ListenerSpec;
import io.caisson.server.listener.SocketRights;
import io.caisson.server.proxy.Door;
import io.caisson.server.tls.ClientTls;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opening everything where the environment asks for TLS. */
final class SecureServe {
    private SecureServe() {}

    static Serve open(Settings settings, Serve.Records records, PrintStream err) throws IOException {
        TlsSetup setup = new TlsSetup(settings.loops());
        @Nullable
        ClientTls towards = settings.engineTls().isPresent()
                ? setup.engine("default", settings.engineTls().get())
                : null;
        Engine engine = new Engine("default", List.of(SocketAddresses.engine(settings.engine())), towards);
        SocketRights rights = new SocketRights(SocketAddresses.rights(settings.socketMode()));
        List<ListenerSpec> listeners = new ArrayList<>();
        for (Address address : settings.listen()) {
            String name = address.toString();
            @Nullable
            ServerTls tls = address instanceof Address.Tcp && settings.tls().isPresent()
                    ? setup.listener(name, settings.tls().get())
                    : null;
            listeners.add(new ListenerSpec(name, SocketAddresses.of(address), rights, tls));
        }
        Serve serve =
                Serve.open(settings, records, List.of(engine), Door.all(listeners, settings::policy, engine), null);
        serve.watched(CertificateWatch.start(setup, serve.metrics(), err));
        return serve;
    }
}
