package io.caisson.app.live;

import io.caisson.app.TlsSetup;
import io.caisson.server.telemetry.Metrics;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watch over the certificates that policy files name: there as long as they name any. */
final class Certificates implements AutoCloseable {
    private final Entrances entrances;
    private final Metrics metrics;
    private final PrintStream err;
    private @Nullable CertificateWatch watch;

    Certificates(Entrances entrances, Metrics metrics, PrintStream err) {
        this.entrances = entrances;
        this.metrics = metrics;
        this.err = err;
        changed();
    }

    /** The policy files may name others now. */
    synchronized void changed() {
        Optional<TlsSetup> tls = entrances.tls();
        CertificateWatch before = watch;
        if (before != null) {
            before.again();
        } else if (tls.isPresent()) {
            watch = CertificateWatch.start(tls.get(), metrics, err);
        }
    }

    /** Has them read now. */
    synchronized void order() {
        CertificateWatch current = watch;
        if (current != null) {
            current.order();
        }
    }

    @Override
    public synchronized void close() {
        CertificateWatch current = watch;
        if (current != null) {
            current.close();
        }
    }
}
