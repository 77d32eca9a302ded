package io.caisson.app.live;

import io.caisson.app.Announcement;
import io.caisson.app.TlsSetup;
import io.caisson.server.telemetry.Expiry;
import io.caisson.server.telemetry.Metrics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Certificates while they are in use: read again when their files change, and told of in time before they run out.
 * Connections that are open keep what they began with.
 */
public final class CertificateWatch implements AutoCloseable {
    /** From when on an end is told of. */
    private static final Duration AHEAD = Duration.ofDays(30);

    private static final Duration LOOK_EVERY = Duration.ofDays(1);

    private final TlsSetup tls;
    private final Metrics metrics;
    private final PrintStream err;
    private final Thread calendar;
    private FileWatch watch;

    private CertificateWatch(TlsSetup tls, Metrics metrics, PrintStream err) {
        this.tls = tls;
        this.metrics = metrics;
        this.err = err;
        this.calendar = new Thread(this::lookDaily, "caisson-certificates");
        this.watch = watch(tls.paths());
    }

    /** Begins to watch, and tells at once of what runs out soon. */
    public static CertificateWatch start(TlsSetup tls, Metrics metrics, PrintStream err) {
        CertificateWatch watch = new CertificateWatch(tls, metrics, err);
        metrics.expiring(tls::expiries);
        watch.calendar.setDaemon(true);
        watch.calendar.start();
        return watch;
    }

    private FileWatch watch(List<Path> paths) {
        return FileWatch.start(paths, Fingerprint.of(paths), this::changed);
    }

    /** Other listeners and engines than before have certificates now. */
    synchronized void again() {
        watch.close();
        watch = watch(tls.paths());
    }

    /** Has the files read now. */
    synchronized void order() {
        watch.order();
    }

    private void changed() {
        List<String> faults = tls.reload();
        metrics.certificatesReloaded(faults.isEmpty());
        if (faults.isEmpty()) {
            Announcement.said("certificates reloaded", err);
        }
        for (String fault : faults) {
            Announcement.said("certificates are not reloaded, those before stay: " + fault, err);
        }
        tellEnds(Instant.now());
    }

    private void lookDaily() {
        try {
            while (true) {
                tellEnds(Instant.now());
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException over) {
            // Closed.
        }
    }

    private void tellEnds(Instant now) {
        for (Expiry expiry : tls.expiries()) {
            Instant end = Instant.ofEpochSecond(expiry.epochSecond());
            if (end.minus(AHEAD).isBefore(now)) {
                Announcement.said(
                        "warning: the certificate of " + expiry.role() + " `" + expiry.name() + "` "
                                + (end.isBefore(now) ? "ran out on " : "runs out on ") + end
                                + "; make a new one (`caisson certs renew`), it is taken up without a restart",
                        err);
            }
        }
    }

    @Override
    public synchronized void close() {
        calendar.interrupt();
        watch.close();
    }
}
