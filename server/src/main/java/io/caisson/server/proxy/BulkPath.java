package io.caisson.server.proxy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The short way of long bodies: where the next bytes need not be looked at, in a body of known length or in a long
 * chunk, the kernel moves them from one side to the other. Where it cannot (no native library, no plain socket, no pipe
 * left) the bytes are read and written like all others.
 */
final class BulkPath {
    /** Shorter bodies are gone before it pays. */
    static final long BYTES_MIN = 64 << 10;

    private BulkPath() {}

    /** How much to read of an answer's beginning: what follows in a long one need not come into this process. */
    static int headHelping() {
        return KernelPipe.supported() ? EventLoop.READ_BYTES_MIN : EventLoop.READ_BYTES_MAX;
    }

    /** The engine has more of an answer: answers whether this was taken care of. */
    static boolean down(Exchange exchange, EngineLink link) throws IOException {
        if (exchange.stage != Stage.FORWARDED) {
            return false;
        }
        long left = exchange.response.opaqueBytes();
        KernelPipe pipe = left < BYTES_MIN ? null : pipeBetween(link, exchange.session);
        if (pipe == null) {
            return false;
        }
        try {
            long count = exchange.session.moveFrom(link, pipe, left);
            if (count < 0) {
                link.ended();
            } else {
                exchange.response.moved(count, !exchange.session.hasParked());
                if (exchange.stage == Stage.IDLE) {
                    exchange.session.resume();
                }
            }
        } catch (DeafException deaf) {
            ClientFaults.deaf(exchange, deaf);
        }
        return true;
    }

    /** The client has more of a request body: answers whether this was taken care of. */
    static boolean up(Exchange exchange, ClientSession session) throws IOException {
        EngineLink link = exchange.link;
        if (exchange.stage != Stage.FORWARDED || link == null || !exchange.response.wantsBody()) {
            return false;
        }
        Upload upload = exchange.upload;
        long left = exchange.requestBody.opaqueBytes();
        if (upload != null) {
            left = Math.min(left, upload.opaqueBytes());
        }
        KernelPipe pipe = left < BYTES_MIN ? null : pipeBetween(session, link);
        if (pipe == null) {
            return false;
        }
        if (upload != null) {
            upload.announce(left);
            if (link.hasParked()) {
                link.loop.kernelPipes.giveBack(pipe);
                return true;
            }
        }
        try {
            long count = link.moveFrom(session, pipe, left);
            if (count < 0) {
                session.ended();
            } else {
                Forwarder.moved(exchange, count);
            }
        } catch (DeafException deaf) {
            // The engine may have answered before it stopped reading: its answer decides.
            exchange.response.bodyRefused();
            Forwarder.moved(exchange, Math.max(deaf.count(), 0));
        }
        return true;
    }

    private static @Nullable KernelPipe pipeBetween(Connection from, Connection to) {
        if (!KernelPipe.supported() || from.isClosed() || to.isClosed() || to.hasParked() || to.outputEnded()) {
            return null;
        }
        return from.isPlain() && to.isPlain() ? from.loop.kernelPipes.take() : null;
    }
}
