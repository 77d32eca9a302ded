package io.caisson.server.telemetry;

import java.io.IOException;
import java.io.OutputStream;

/** The counters of all loops, turned into an exposition when somebody asks. */
public final class Metrics {
    Metrics() {}

    /** Writes all metrics in the text format of Prometheus. */
    public void write(OutputStream out) throws IOException {}
}
