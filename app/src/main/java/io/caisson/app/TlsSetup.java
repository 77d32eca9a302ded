package io.caisson.app;

import io.caisson.core.config.EngineTls;
import io.caisson.core.config.ListenerTls;
import io.caisson.server.listener.BindFault;
import io.caisson.server.telemetry.Expiry;
import io.caisson.server.tls.ClientFiles;
import io.caisson.server.tls.ClientTls;
import io.caisson.server.tls.ServerFiles;
import io.caisson.server.tls.ServerTls;
import io.caisson.server.tls.TlsFault;
import io.caisson.server.tls.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything in this process that speaks TLS: made from settings, watched and read again together. Made only where
 * something does.
 */
public final class TlsSetup {
    private final Workers workers;
    private final Map<String, ServerTls> listeners = new LinkedHashMap<>();
    private final Map<String, ClientTls> engines = new LinkedHashMap<>();

    /**
     * Nothing so far.
     *
     * @param threads how many handshakes may do their arithmetic at a time
     */
    public TlsSetup(int threads) {
        workers = new Workers(threads);
    }

    /**
     * TLS of a listener.
     *
     * @throws BindFault naming the file that cannot be used, the reason and the cure
     */
    public ServerTls listener(String name, ListenerTls said) throws BindFault {
        try {
            ServerTls tls = ServerTls.read(files(said), workers);
            put(listeners, name, tls);
            return tls;
        } catch (TlsFault fault) {
            throw new BindFault("listener `" + name + "`: " + fault.getMessage());
        }
    }

    /**
     * TLS towards an engine.
     *
     * @throws BindFault naming the file that cannot be used, the reason and the cure
     */
    public ClientTls engine(String name, EngineTls said) throws BindFault {
        try {
            ClientTls tls = ClientTls.read(files(said), workers);
            put(engines, name, tls);
            return tls;
        } catch (TlsFault fault) {
            throw new BindFault("engine `" + name + "`: " + fault.getMessage());
        }
    }

    private synchronized <T> void put(Map<String, T> all, String name, T tls) {
        all.put(name, tls);
    }

    /** A listener is no more. */
    public synchronized void forget(String listener) {
        listeners.remove(listener);
    }

    /** The files that are read, to be watched. */
    public synchronized List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        listeners.values().forEach(tls -> paths.addAll(tls.files().paths()));
        engines.values().forEach(tls -> paths.addAll(tls.files().paths()));
        return paths;
    }

    /** Reads all files again; answers what cannot be used, beside which the state before stays in force. */
    public synchronized List<String> reload() {
        List<String> faults = new ArrayList<>();
        listeners.forEach((name, tls) -> {
            try {
                tls.reload();
            } catch (TlsFault fault) {
                faults.add("listener `" + name + "`: " + fault.getMessage());
            }
        });
        engines.forEach((name, tls) -> {
            try {
                tls.reload();
            } catch (TlsFault fault) {
                faults.add("engine `" + name + "`: " + fault.getMessage());
            }
        });
        return faults;
    }

    /** When the certificates in use run out. */
    public synchronized List<Expiry> expiries() {
        List<Expiry> expiries = new ArrayList<>();
        listeners.forEach((name, tls) ->
                expiries.add(new Expiry("listener", name, tls.notAfter().getEpochSecond())));
        engines.forEach((name, tls) -> {
            Optional<Instant> end = tls.notAfter();
            end.ifPresent(moment -> expiries.add(new Expiry("engine", name, moment.getEpochSecond())));
        });
        return expiries;
    }

    private static ServerFiles files(ListenerTls said) {
        Optional<Path> revoked = said.revoked().map(path -> at(said.origin(), path));
        // A folder of the environment need not have a list.
        boolean none = said.origin().isEmpty() && revoked.isPresent() && !Files.exists(revoked.get());
        return new ServerFiles(
                at(said.origin(), said.certificate()),
                at(said.origin(), said.key()),
                said.keyPassword().map(path -> at(said.origin(), path)),
                said.clientAuthority().map(path -> at(said.origin(), path)),
                said.clientsMayHaveNone(),
                none ? Optional.empty() : revoked);
    }

    private static ClientFiles files(EngineTls said) {
        return new ClientFiles(
                said.authority().map(path -> at(said.origin(), path)),
                said.certificate().map(path -> at(said.origin(), path)),
                said.key().map(path -> at(said.origin(), path)),
                said.keyPassword().map(path -> at(said.origin(), path)),
                said.serverName());
    }

    private static Path at(String origin, String path) {
        return origin.isEmpty() ? Path.of(path) : Path.of(origin).resolveSibling(path);
    }
}
