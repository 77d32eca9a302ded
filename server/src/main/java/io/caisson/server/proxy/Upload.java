package io.caisson.server.proxy;

import io.caisson.core.archive.ArchiveJudges;
import io.caisson.core.archive.ArchiveRules;
import io.caisson.core.docker.Call;
import io.caisson.core.http.BodyScanner;
import io.caisson.core.policy.Mode;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarScanner;
import io.caisson.core.tar.TarSink;
import io.caisson.server.unpack.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is judged while it passes, of any size and in little memory. Each entry is held back until its
 * headers have been judged; the archive's end, without which the engine uses nothing of a build's context or of images,
 * until the whole has been. A refusal cuts the engine's connection. What the engine gets is always the plain archive,
 * in chunks of our own: a compressed one cannot be read in two ways then.
 */
final class Upload {
    private static final byte[] END = new byte[TarScanner.END_BYTES];

    private enum State {
        /** The first bytes do not tell yet how it is compressed. */
        BEGINNING,
        PLAIN,
        PACKED,
        /** In shadow: it cannot be judged, and goes on as it is. */
        UNJUDGED,
        OVER
    }

    private final Exchange exchange;
    private final TarScanner scanner;
    private final ChunkWriter out;
    private final byte[] first = new byte[Packing.MAGIC_BYTES];
    private int firstLength;
    private State state = State.BEGINNING;
    /** What has not been judged yet. */
    private byte[] held = {};

    private int heldLength;
    private @Nullable UploadUnpacking unpacking;

    Upload(Exchange exchange, TarSink sink) {
        this.exchange = exchange;
        this.scanner = new TarScanner(exchange.policy().mode() == Mode.SHADOW ? new ShadowSink(exchange, sink) : sink);
        this.out = new ChunkWriter(exchange);
    }

    /** Whether the body of an allowed call is judged while it passes. */
    static boolean isJudged(Exchange exchange) {
        return exchange.policy().archives() != null
                && ArchiveJudges.has(exchange.operation)
                && !exchange.requestBody.complete();
    }

    /** Judges an archive that was read whole for a condition; answers whether it is refused, and then answered. */
    static boolean refuses(Exchange exchange, Call call, byte[] archive) {
        ArchiveRules rules = exchange.policy().archives();
        if (rules == null || !ArchiveJudges.has(exchange.operation) || archive.length == 0) {
            return false;
        }
        try {
            TarScanner scanner = new TarScanner(ArchiveJudges.of(call, rules));
            scanner.scan(ByteBuffer.wrap(archive), 0, archive.length);
            scanner.finish();
            return false;
        } catch (TarFault fault) {
            if (exchange.policy().mode() != Mode.SHADOW) {
                refuse(exchange, fault.reason(), fault.detail(), fault.said());
                return true;
            }
            exchange.record.explained(fault.detail());
            exchange.record.wouldDeny(fault.reason());
            return false;
        }
    }

    /**
     * Makes ready to judge the body of a call; null when the call is refused, and then answered.
     *
     * @throws IllegalStateException when the policy has no rules for archives
     */
    static @Nullable Upload begin(Exchange exchange, Call call) {
        ArchiveRules rules = exchange.policy().archives();
        if (rules == null) {
            throw new IllegalStateException("no rules for archives");
        }
        if (exchange.minorVersion == 0) {
            // It could not be sent in chunks.
            refuse(exchange, Reason.FRAMING_UNSUPPORTED, "an archive by HTTP/1.0", "");
            return null;
        }
        TarSink sink;
        try {
            sink = ArchiveJudges.of(call, rules);
        } catch (TarFault fault) {
            if (exchange.policy().mode() != Mode.SHADOW) {
                refuse(exchange, fault.reason(), fault.detail(), fault.said());
                return null;
            }
            exchange.record.explained(fault.detail());
            exchange.record.wouldDeny(fault.reason());
            sink = ShadowSink.ANYTHING;
        }
        Upload upload = new Upload(exchange, sink);
        exchange.upload = upload;
        return upload;
    }

    /** Bytes of the body, with the client's framing. */
    void fromClient(ByteBuffer buffer) {
        BodyScanner framing = exchange.requestBody;
        int at = buffer.position();
        int limit = buffer.limit();
        while (at < limit && !framing.complete() && !framing.malformed() && exchange.upload == this) {
            long opaque = framing.opaqueBytes();
            int end;
            if (opaque == 0) {
                end = framing.scan(buffer, at, at + 1);
                if (end == at) {
                    break;
                }
            } else {
                end = at + (int) Math.min(opaque, limit - at);
                framing.skip(end - at);
                // A refusal goes on reading behind it.
                buffer.position(end);
                data(buffer, at, end);
            }
            at = end;
        }
        if (exchange.upload == this) {
            out.flush(buffer);
            buffer.position(at);
            if (framing.complete() && state != State.OVER) {
                allCame();
            }
        }
    }

    private void data(ByteBuffer buffer, int from, int to) {
        switch (state) {
            case BEGINNING -> beginning(buffer, from, to);
            case PLAIN -> plain(buffer, from, to, exchange.requestBody.opaqueBytes());
            case PACKED -> packed(buffer, from, to);
            case UNJUDGED -> out.write(buffer, from, to, 0);
            case OVER -> {}
        }
    }

    private void beginning(ByteBuffer buffer, int from, int to) {
        int count = Math.min(first.length - firstLength, to - from);
        buffer.get(from, first, firstLength, count);
        firstLength += count;
        if (firstLength < first.length) {
            return;
        }
        Packing packing = Packing.of(first);
        if (packing == Packing.NONE) {
            state = State.PLAIN;
        } else {
            state = State.PACKED;
            unpacking = UploadUnpacking.start(exchange, this, packing);
        }
        if (exchange.upload == this) {
            ByteBuffer before = ByteBuffer.wrap(first.clone(), 0, firstLength);
            if (packing == Packing.NONE) {
                plain(before, 0, firstLength, 0);
            } else {
                packed(before, 0, firstLength);
            }
        }
        if (to - from > count && exchange.upload == this) {
            data(buffer, from + count, to);
        }
    }

    private void packed(ByteBuffer buffer, int from, int to) {
        UploadUnpacking current = unpacking;
        if (current != null) {
            byte[] bytes = new byte[to - from];
            buffer.get(from, bytes);
            current.give(bytes);
        }
    }

    /** Plain bytes of the archive; {@code following} more of the same part of the body will come. */
    private void plain(ByteBuffer buffer, int from, int to, long following) {
        try {
            scanner.scan(buffer, from, to);
        } catch (TarFault fault) {
            out.flush(buffer);
            unfit(fault, buffer, from, to);
            return;
        }
        if (scanner.releasedHeld() && heldLength > 0) {
            out.flush(buffer);
            out.write(held, heldLength);
            letGo();
        }
        int released = scanner.releasedTo();
        if (released > from) {
            out.write(buffer, from, released, Math.min(scanner.opaqueBytes(), following));
        }
        if (scanner.ended()) {
            letGo();
        } else if (released < to) {
            hold(buffer, released, to);
        }
    }

    private void hold(ByteBuffer buffer, int from, int to) {
        int length = heldLength + to - from;
        if (length > held.length) {
            int larger = Math.max(length, Math.max(1 << 10, 2 * held.length));
            try {
                exchange.session.hold(larger - held.length);
            } catch (OverloadedException noRoom) {
                refuse(exchange, Reason.OVERLOADED, "", "");
                return;
            }
            held = Arrays.copyOf(held, larger);
        }
        buffer.get(from, held, heldLength, to - from);
        heldLength = length;
    }

    private void letGo() {
        exchange.session.release(held.length);
        held = new byte[0];
        heldLength = 0;
    }

    /** It is refused, or in shadow goes on unjudged where that is possible. */
    private void unfit(TarFault fault, ByteBuffer buffer, int from, int to) {
        if (exchange.policy().mode() != Mode.SHADOW || state != State.PLAIN) {
            refuse(exchange, fault.reason(), fault.detail(), fault.said());
            return;
        }
        exchange.record.explained(fault.detail());
        exchange.record.wouldDeny(fault.reason());
        state = State.UNJUDGED;
        if (scanner.ended()) {
            out.write(END, END.length);
        }
        if (heldLength > 0) {
            out.write(held, heldLength);
            letGo();
        }
        if (from < to) {
            out.write(buffer, from, to, 0);
            out.flush(buffer);
        }
    }

    /** The client has sent everything. */
    private void allCame() {
        UploadUnpacking current = unpacking;
        if (current != null) {
            current.end();
            return;
        }
        if (state == State.BEGINNING) {
            state = State.PLAIN;
            plain(ByteBuffer.wrap(first), 0, firstLength, 0);
        }
        if (exchange.upload == this) {
            finish();
        }
    }

    /** Everything is there: judges the whole, and ends the archive towards the engine. */
    private void finish() {
        if (state != State.UNJUDGED) {
            try {
                scanner.finish();
            } catch (TarFault fault) {
                unfit(fault, ByteBuffer.wrap(END), 0, 0);
                if (exchange.upload != this) {
                    return;
                }
            }
        }
        if (state != State.UNJUDGED) {
            out.write(END, END.length);
        }
        state = State.OVER;
        out.end();
        leave();
    }

    /** Plain bytes of a compressed archive. */
    void unpacked(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        plain(buffer, 0, bytes.length, 0);
        if (exchange.upload == this) {
            out.flush(buffer);
        }
    }

    /** All of a compressed archive has been unpacked; what the client still sends behind it means nothing. */
    void allUnpacked() throws IOException {
        finish();
        Forwarder.uploadOver(exchange);
    }

    /** Whether the engine has all of it; what the client may still send is read away. */
    boolean isOver() {
        return state == State.OVER;
    }

    /** How many bytes of the body may go on without being looked at. */
    long opaqueBytes() {
        return state == State.PLAIN && heldLength == 0 ? scanner.opaqueBytes() : 0;
    }

    /** So many bytes are about to be moved. */
    void announce(long count) {
        out.announce(count);
    }

    /** So many bytes have been moved. */
    void moved(long count) {
        out.moved(count);
        scanner.skip(count);
        if (exchange.requestBody.complete()) {
            allCame();
        }
    }

    /** How many bytes of the body can be taken now. */
    int room() {
        UploadUnpacking current = unpacking;
        return current == null ? EventLoop.READ_BYTES_MAX : current.room();
    }

    /** The engine has taken everything. */
    void engineTookAll() {
        UploadUnpacking current = unpacking;
        if (current != null) {
            current.engineTookAll();
        }
    }

    /** Lets go of everything. */
    void leave() {
        letGo();
        UploadUnpacking current = unpacking;
        unpacking = null;
        if (current != null) {
            current.leave();
        }
    }

    /** Answers the client, and cuts the engine off: it must not take what it has for the whole. */
    static void refuse(Exchange exchange, Reason reason, String detail, String said) {
        exchange.record.explained(detail);
        exchange.record.refusedOnTheWay(reason);
        exchange.closeLink();
        if (exchange.response.hasBegun()) {
            exchange.abandon(reason);
            return;
        }
        if (!exchange.requestBody.complete() && exchange.awaitsContinue) {
            // The client may or may not send its body now: nobody can tell what comes next.
            exchange.keepAlive = false;
        }
        Replies.refusal(exchange, reason, said.isEmpty() ? null : said);
        exchange.finish();
    }
}
