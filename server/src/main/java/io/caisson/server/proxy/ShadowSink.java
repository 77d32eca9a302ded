package io.caisson.server.proxy;

import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarSink;

/** Judges an archive for the record alone: what would be refused first is noted, and everything passes. */
final class ShadowSink implements TarSink {
    /** Judges nothing. */
    static final TarSink ANYTHING = new Anything();

    private final Exchange exchange;
    private TarSink sink;

    ShadowSink(Exchange exchange, TarSink sink) {
        this.exchange = exchange;
        this.sink = sink;
    }

    private void note(TarFault fault) {
        exchange.record.explained(fault.detail());
        exchange.record.wouldDeny(fault.reason());
        sink = ANYTHING;
    }

    @Override
    public boolean entry(TarEntry entry) {
        try {
            return sink.entry(entry);
        } catch (TarFault fault) {
            note(fault);
            return false;
        }
    }

    @Override
    public void content(byte[] content) {
        try {
            sink.content(content);
        } catch (TarFault fault) {
            note(fault);
        }
    }

    @Override
    public void end() {
        try {
            sink.end();
        } catch (TarFault fault) {
            note(fault);
        }
    }

    private static final class Anything implements TarSink {
        @Override
        public boolean entry(TarEntry entry) {
            return false;
        }

        @Override
        public void content(byte[] content) {}

        @Override
        public void end() {}
    }
}
