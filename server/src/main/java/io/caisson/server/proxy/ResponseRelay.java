package io.caisson.server.proxy;

import io.caisson.core.docker.Streaming;
import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Framing;
import io.caisson.core.http.RequestHead;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.http.ResponseParser;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Step 6, towards the client: passes the engine's answer on as it comes, and knows where it ends. Reused. */
final class ResponseRelay {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Exchange exchange;
    private final BodyScanner body = new BodyScanner();
    private byte @Nullable [] partial;
    private int partialLength;
    private boolean headSent;
    private boolean engineKeepsAlive;
    private boolean bodyWanted = true;
    private boolean streamCounted;
    private @Nullable AmendedAnswer amended;

    ResponseRelay(Exchange exchange) {
        this.exchange = exchange;
    }

    void begin() {
        partial = null;
        partialLength = 0;
        headSent = false;
        engineKeepsAlive = false;
        bodyWanted = true;
        amended = null;
        body.begin(Framing.UNTIL_CLOSE, 0);
    }

    /** Whether the engine still takes the request's body. */
    boolean wantsBody() {
        return bodyWanted;
    }

    /** The engine stopped reading; the rest of the body is read away and its answer waited for. */
    void bodyRefused() {
        bodyWanted = false;
    }

    /** Whether the client has the head of the answer. */
    boolean hasBegun() {
        return headSent;
    }

    /** Whether the answer has no end of its own. */
    boolean isStream() {
        return streamCounted;
    }

    /** Whether the engine's connection can carry another request of this client. */
    boolean reusable() {
        return headSent && engineKeepsAlive && bodyWanted && body.complete();
    }

    void fromEngine(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && exchange.stage == Stage.FORWARDED) {
            if (!headSent) {
                readHead(buffer);
            } else {
                relay(buffer, buffer.position());
            }
        }
        if (exchange.stage == Stage.IDLE) {
            if (buffer.hasRemaining()) {
                // Bytes after the end of the answer: whatever they are, nobody asked for them.
                exchange.closeLink();
            }
            exchange.session.resume();
        }
    }

    private void readHead(ByteBuffer buffer) throws IOException {
        EventLoop loop = exchange.loop;
        byte[] bytes = loop.headBytes;
        int kept = partialLength;
        int start = buffer.position();
        if (partial != null) {
            System.arraycopy(partial, 0, bytes, 0, kept);
        }
        int available = Math.min(buffer.remaining(), loop.limits.responseHeadBytesMax() - kept);
        int copied = Math.min(available, 1 << 10);
        buffer.get(start, bytes, kept, copied);
        int end = loop.responseParser.parse(bytes, 0, kept + copied, loop.responseHead);
        if (end == ResponseParser.INCOMPLETE && available > copied) {
            buffer.get(start + copied, bytes, kept + copied, available - copied);
            end = loop.responseParser.parse(bytes, 0, kept + available, loop.responseHead);
        }
        if (end == ResponseParser.MALFORMED) {
            fail(Reason.ENGINE_RESPONSE_MALFORMED);
        } else if (end == ResponseParser.INCOMPLETE) {
            buffer.position(start + available);
            keep(bytes, kept + available);
        } else {
            forgetPartial();
            buffer.position(start + end - kept);
            onHead(loop.responseHead, buffer);
        }
    }

    private void keep(byte[] bytes, int length) throws OverloadedException {
        EngineLink link = exchange.link;
        if (link != null) {
            link.hold(length - partialLength);
        }
        partial = Arrays.copyOf(bytes, length);
        partialLength = length;
    }

    private void forgetPartial() {
        EngineLink link = exchange.link;
        if (link != null) {
            link.release(partialLength);
        }
        partial = null;
        partialLength = 0;
    }

    private void onHead(ResponseHead head, ByteBuffer buffer) throws IOException {
        int status = head.status();
        boolean takesOver = exchange.operation.streaming().takesOver();
        if (status == 101) {
            // A switch of protocols that nobody asked for would turn the rest of the connection into something
            // unjudged.
            if (!takesOver || exchange.upgrade == RequestHead.Upgrade.NONE) {
                fail(Reason.ENGINE_RESPONSE_MALFORMED);
                return;
            }
            head.settleFraming(exchange.method);
            openTunnel(head, Forwarder.upgradeFields(exchange.upgrade), buffer);
            return;
        }
        if (status < 200) {
            head.settleFraming(exchange.method);
            interim(head);
            return;
        }
        engineKeepsAlive = head.keepAlive();
        head.settleFraming(exchange.method);
        if (head.rawStream()
                && head.framing() == Framing.UNTIL_CLOSE
                && status == 200
                && exchange.operation.streaming() == Streaming.HIJACK) {
            openTunnel(head, "", buffer);
            return;
        }
        if (head.framing() == Framing.CHUNKED && exchange.minorVersion == 0) {
            fail(Reason.ENGINE_RESPONSE_MALFORMED);
            return;
        }
        answer(head, buffer);
    }

    private void openTunnel(ResponseHead head, String ownFields, ByteBuffer buffer) throws IOException {
        sendHead(head, ownFields, buffer, buffer.position());
        // The client may have left meanwhile, which ends the exchange.
        if (exchange.stage == Stage.FORWARDED) {
            exchange.tunnel.open(head.status(), buffer);
        }
    }

    /** A 1xx answer is passed on as it comes; HTTP/1.0 knows none. */
    private void interim(ResponseHead head) {
        exchange.awaitsContinue &= head.status() != 100;
        if (exchange.minorVersion == 1) {
            ByteWriter out = exchange.loop.headWriter.clear();
            head.writeStatusAndFields(out);
            out.put('\r').put('\n');
            pauseUnless(exchange.toClient(exchange.loop.headBuffer()));
        }
    }

    private void answer(ResponseHead head, ByteBuffer buffer) throws IOException {
        exchange.record.answered(head.status());
        body.begin(head.framing(), head.contentLength());
        // A client that waits for a 100 and gets something else may or may not send its body: nobody can tell what
        // comes
        // next.
        boolean unclear = exchange.awaitsContinue && !exchange.requestBody.complete();
        if (head.framing() == Framing.UNTIL_CLOSE || unclear || exchange.loop.isStopping()) {
            exchange.keepAlive = false;
        }
        Streaming streaming = exchange.operation.streaming();
        if ((streaming == Streaming.RESPONSE || streaming == Streaming.BOTH) && !streamCounted) {
            streamCounted = true;
            exchange.loop.recorder.streams(1);
        }
        String ownFields = exchange.keepAlive
                ? exchange.minorVersion == 0 ? "Connection: keep-alive\r\n" : ""
                : "Connection: close\r\n";
        if (AmendedAnswer.fits(exchange, head)) {
            amended = AmendedAnswer.begin(exchange, head, ownFields);
            headSent = true;
            amend(amended, buffer);
            return;
        }
        int start = buffer.position();
        int end = body.scan(buffer, start, buffer.limit());
        buffer.position(end);
        sendHead(head, ownFields, buffer, start);
        afterBody(buffer);
    }

    /**
     * Sends the head with the body's bytes from {@code start} to where the scanner saw them end, in one write if
     * possible.
     */
    private void sendHead(ResponseHead head, String ownFields, ByteBuffer buffer, int start) throws IOException {
        EventLoop loop = exchange.loop;
        ByteWriter out = loop.headWriter.clear();
        head.writeStatusAndFields(out);
        if (head.framing() == Framing.CHUNKED) {
            out.ascii("Transfer-Encoding: chunked\r\n");
        }
        out.ascii(ownFields).put('\r').put('\n');
        headSent = true;
        int end = buffer.position() > start ? body.forwardEnd() : start;
        int length = out.length();
        if (end == start) {
            pauseUnless(exchange.toClient(loop.headBuffer()));
        } else if (length <= start) {
            buffer.put(start - length, out.bytes(), 0, length);
            send(buffer, start - length, end);
        } else {
            pauseUnless(exchange.toClient(loop.headBuffer()));
            send(buffer, start, end);
        }
    }

    private void amend(AmendedAnswer collected, ByteBuffer buffer) throws IOException {
        collected.take(buffer, body);
        if (body.complete()) {
            amended = null;
            pauseUnless(exchange.toClient(collected.bytes()));
        }
        afterBody(buffer);
    }

    private void relay(ByteBuffer buffer, int start) throws IOException {
        AmendedAnswer collected = amended;
        if (collected != null) {
            amend(collected, buffer);
            return;
        }
        int end = body.scan(buffer, start, buffer.limit());
        buffer.position(end);
        send(buffer, start, body.forwardEnd());
        afterBody(buffer);
    }

    /** How much of the engine's answer is left that need not be looked at. */
    long opaqueBytes() {
        return headSent && amended == null ? body.opaqueBytes() : 0;
    }

    /** More of the answer has gone to the client without passing through this process. */
    void moved(long count, boolean all) throws IOException {
        body.skip(count);
        pauseUnless(all);
        afterBody(NOTHING);
    }

    private void send(ByteBuffer buffer, int start, int end) {
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(end).position(start);
        boolean all = exchange.toClient(buffer);
        buffer.limit(limit).position(position);
        pauseUnless(all);
    }

    /** An engine that is faster than the client is not read until the client has caught up. */
    private void pauseUnless(boolean all) {
        if (!all) {
            exchange.clientIsBehind();
        }
    }

    private void afterBody(ByteBuffer buffer) throws IOException {
        if (exchange.stage == Stage.IDLE) {
            return;
        }
        if (body.malformed()) {
            cut(Reason.ENGINE_RESPONSE_MALFORMED);
        } else if (body.complete()) {
            EngineLink link = exchange.link;
            if (link != null && buffer.hasRemaining()) {
                link.spoil();
            }
            if (body.needsFinalLine()) {
                exchange.toClient(ByteBuffer.wrap(Forwarder.FINAL_LINE));
            }
            complete();
        } else {
            Forwarder.awaitAnswer(exchange);
            if (exchange.session.inputEnded()) {
                // The engine is still talking: give it as long again.
                exchange.session.deadlineIn(exchange.loop.limits.abandonedWait().toNanos());
            }
        }
    }

    private void complete() throws IOException {
        exchange.finish();
    }

    /** Accounts for what was passed on, on every way out of the exchange. */
    void leave() {
        forgetPartial();
        exchange.record.tunnelled(0, headSent ? body.dataBytes() : 0);
        if (streamCounted) {
            streamCounted = false;
            exchange.loop.recorder.streams(-1);
        }
    }

    void engineEnded() throws IOException {
        if (!headSent) {
            fail(Reason.ENGINE_DISCONNECTED);
        } else if (body.framing() == Framing.UNTIL_CLOSE) {
            engineKeepsAlive = false;
            complete();
        } else {
            cut(early());
        }
    }

    void broke() {
        if (headSent) {
            cut(early());
        } else {
            fail(Reason.ENGINE_DISCONNECTED);
        }
    }

    /** Why an answer ends early: an engine that is told that the client is leaving ends a stream so. */
    private Reason early() {
        return exchange.clientEnded ? Reason.CLIENT_DISCONNECTED : Reason.ENGINE_RESPONSE_CUT;
    }

    /** The answer cannot be completed: the client must see that it is not whole. */
    private void cut(Reason reason) {
        exchange.record.failed(reason);
        exchange.abandon(reason);
    }

    /** The engine gives no answer: the client gets ours, unless it has part of another already. */
    void fail(Reason reason) {
        if (exchange.stage == Stage.IDLE) {
            return;
        }
        if (exchange.stage == Stage.INSPECTING) {
            exchange.inspection().fault(reason);
            return;
        }
        if (headSent) {
            cut(reason);
            return;
        }
        engineKeepsAlive = false;
        exchange.record.failed(reason);
        if (!exchange.requestBody.complete()) {
            exchange.keepAlive = false;
        }
        Replies.refusal(exchange, reason, null);
        exchange.finish();
        exchange.session.resume();
    }
}
