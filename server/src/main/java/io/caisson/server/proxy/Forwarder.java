package io.caisson.server.proxy;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Streaming;
import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Framing;
import io.caisson.core.http.Method;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Permit;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Step 6, towards the engine: writes the request from the judged call and the vetted fields, and passes its body on. It
 * takes a {@link Permit}, which only the decision point makes.
 */
final class Forwarder {
    static final byte[] FINAL_LINE = {'\r', '\n'};

    private Forwarder() {}

    static void forward(Exchange exchange, Permit permit, Call call, RequestHead head, ByteBuffer body)
            throws IOException {
        if (exchange.policy().archives() != null && Upload.isJudged(exchange)) {
            judged(exchange, permit, call, head, body);
            return;
        }
        writeHead(exchange, permit, call, head, head.framing(), head.contentLength());
        ByteBuffer first = withBody(exchange, body);
        // The engine cannot read such a request in two ways, so that nothing of it can be left on the connection.
        boolean harmless = head.method() == Method.GET
                && head.framing() == Framing.NONE
                && head.upgrade() == RequestHead.Upgrade.NONE
                && !head.expectsContinue();
        toEngine(exchange, first, harmless);
        afterHead(exchange);
    }

    /**
     * The same with what came of the body before the decision.
     *
     * @param whole whether {@code body} is all of it, without any framing; otherwise it is what has come so far, as it
     *     came
     */
    static void forward(Exchange exchange, Permit permit, Call call, RequestHead head, byte[] body, boolean whole)
            throws IOException {
        boolean sized = whole && head.framing() != Framing.NONE;
        Framing framing = sized ? Framing.LENGTH : head.framing();
        writeHead(exchange, permit, call, head, framing, sized ? body.length : head.contentLength());
        ByteWriter written = exchange.loop.headWriter;
        ByteBuffer first = ByteBuffer.allocate(written.length() + body.length)
                .put(written.bytes(), 0, written.length())
                .put(body)
                .flip();
        toEngine(exchange, first, false);
        if (!whole) {
            afterHead(exchange);
        } else if (exchange.stage != Stage.IDLE && exchange.link != null) {
            exchange.session.clearDeadline();
            exchange.session.requestComplete();
            exchange.session.readOn();
            awaitAnswer(exchange);
        }
    }

    /** The same with an archive that is judged while it passes. */
    private static void judged(Exchange exchange, Permit permit, Call call, RequestHead head, ByteBuffer body)
            throws IOException {
        Upload upload = Upload.begin(exchange, call);
        if (upload == null) {
            return;
        }
        writeHead(exchange, permit, call, head, Framing.CHUNKED, 0);
        toEngine(exchange, exchange.loop.headBuffer(), false);
        if (exchange.link != null) {
            upload.fromClient(body);
        }
        if (exchange.stage == Stage.FORWARDED) {
            afterHead(exchange);
        }
    }

    /** All of an archive has gone to the engine some time after the client had sent it. */
    static void uploadOver(Exchange exchange) {
        awaitAnswer(exchange);
        if (exchange.session.inputEnded() && exchange.requestBody.complete()) {
            ClientFaults.ended(exchange);
        }
    }

    private static void afterHead(Exchange exchange) throws IOException {
        if (exchange.link == null) {
            return;
        }
        Streaming streaming = exchange.operation.streaming();
        afterBody(exchange, streaming != Streaming.REQUEST && streaming != Streaming.BOTH);
        awaitAnswer(exchange);
    }

    /**
     * Sends what begins a request, on the connection that was kept or on a fresh one.
     *
     * @param harmless whether nothing of it can be left on the connection, so that it may go on one that others have
     *      used
     * @return whether it went on a connection that had been used before
     */
    static boolean toEngine(Exchange exchange, ByteBuffer first, boolean harmless) throws IOException {
        EngineLink link = exchange.link;
        if (link != null && link.engine() != exchange.engine) {
            exchange.closeLink();
            link = null;
        }
        if (link == null && harmless) {
            link = adopted(exchange);
        }
        boolean kept = link != null && sendOnKept(exchange, link, first);
        if (!kept) {
            connectAndSend(exchange, first);
        }
        EngineLink used = exchange.link;
        if (used != null) {
            used.asking(harmless);
        }
        return kept;
    }

    /** Takes a connection that another client has left; null when there is none. */
    private static @Nullable EngineLink adopted(Exchange exchange) {
        EngineLink spare = new EngineLink(exchange.loop, exchange.session, exchange.engine);
        if (!spare.adopt()) {
            return null;
        }
        exchange.link = spare;
        return spare;
    }

    /**
     * The request is on its way, at least in part. Metadata has to be answered in time, bytes have to be taken and an
     * answer that has begun has to go on; everything else may take as long as it likes.
     */
    static void awaitAnswer(Exchange exchange) {
        EngineLink link = exchange.link;
        if (link == null || !link.established()) {
            return;
        }
        if (exchange.stage == Stage.INSPECTING) {
            link.deadlineIn(exchange.loop.limits.inspectionWait().toNanos());
            return;
        }
        if (exchange.stage != Stage.FORWARDED) {
            return;
        }
        boolean finite = exchange.operation.streaming() == Streaming.NONE;
        boolean due = finite && (exchange.operation.access() == Access.VIEW || exchange.response.hasBegun());
        if (due || link.hasParked()) {
            link.deadlineIn(exchange.loop.limits.engineWait().toNanos());
        } else {
            link.clearDeadline();
        }
    }

    private static void writeHead(
            Exchange exchange, Permit permit, Call call, RequestHead head, Framing framing, long contentLength) {
        // Invariant: nothing is sent before whoever has to agree has agreed.
        if (permit.isBound()) {
            throw new IllegalStateException("a duty is not done for " + permit.operation());
        }
        // Invariant: what was judged is what is sent.
        if (permit.operation() != call.operation()) {
            throw new IllegalStateException("permit for " + permit.operation() + ", call for " + call.operation());
        }
        ByteWriter out = exchange.loop.headWriter.clear();
        out.ascii(head.method().name()).put(' ');
        call.writeTarget(out);
        out.ascii(head.minorVersion() == 1 ? " HTTP/1.1\r\nHost: docker\r\n" : " HTTP/1.0\r\nHost: docker\r\n");
        head.writeForwardedFields(out);
        switch (framing) {
            case LENGTH -> out.ascii("Content-Length: ").decimal(contentLength).put(FINAL_LINE);
            case CHUNKED -> out.ascii("Transfer-Encoding: chunked\r\n");
            case NONE, UNTIL_CLOSE -> {}
        }
        if (exchange.awaitsContinue) {
            out.ascii("Expect: 100-continue\r\n");
        }
        if (call.operation().streaming().takesOver()) {
            out.ascii(upgradeFields(head.upgrade()));
        }
        out.put(FINAL_LINE);
    }

    /** The two fields of an upgrade; the same for the request and for the engine's 101. */
    static String upgradeFields(RequestHead.Upgrade upgrade) {
        return switch (upgrade) {
            case NONE -> "";
            // The engine answers any other protocol on these operations with its raw stream.
            case TCP, OTHER -> "Connection: Upgrade\r\nUpgrade: tcp\r\n";
            case H2C -> "Connection: Upgrade\r\nUpgrade: h2c\r\n";
            case WEBSOCKET -> "Connection: Upgrade\r\nUpgrade: websocket\r\n";
        };
    }

    /** The head, and the part of the body that has come with it, as one buffer to be written at once. */
    private static ByteBuffer withBody(Exchange exchange, ByteBuffer body) throws IOException {
        EventLoop loop = exchange.loop;
        BodyScanner scanner = exchange.requestBody;
        if (scanner.complete() || !body.hasRemaining()) {
            return loop.headBuffer();
        }
        int start = body.position();
        int end = scanner.scan(body, start, body.limit());
        body.position(end);
        int length = loop.headWriter.length();
        if (body == loop.readBuffer && length <= start) {
            body.put(start - length, loop.headWriter.bytes(), 0, length);
            return body.duplicate().limit(scanner.forwardEnd()).position(start - length);
        }
        ByteBuffer joined = ByteBuffer.allocate(length + scanner.forwardEnd() - start);
        joined.put(loop.headWriter.bytes(), 0, length);
        joined.put(length, body, start, scanner.forwardEnd() - start);
        return joined.position(0).limit(joined.capacity());
    }

    /**
     * Tries the kept connection; false when it turns out to be dead before a byte was sent, so that a fresh one may do.
     */
    private static boolean sendOnKept(Exchange exchange, EngineLink link, ByteBuffer first) throws IOException {
        int start = first.position();
        try {
            link.tryWrite(first);
        } catch (IOException fault) {
            if (first.position() != start) {
                throw fault;
            }
            exchange.closeLink();
            return false;
        }
        if (first.hasRemaining()) {
            link.park(first);
            link.updateInterest();
        }
        return true;
    }

    private static void connectAndSend(Exchange exchange, ByteBuffer first) throws IOException {
        EngineLink link = new EngineLink(exchange.loop, exchange.session, exchange.engine);
        exchange.link = link;
        try {
            link.connect();
        } catch (IOException fault) {
            link.onFault(fault);
            return;
        }
        if (link.established()) {
            try {
                link.send(first);
            } catch (IOException fault) {
                link.onFault(fault);
            }
        } else {
            link.park(first);
        }
    }

    /** More of the request body. */
    static void body(Exchange exchange, ByteBuffer buffer) throws IOException {
        Upload upload = exchange.upload;
        if (upload != null) {
            upload.fromClient(buffer);
            afterBody(exchange, false);
            return;
        }
        BodyScanner scanner = exchange.requestBody;
        int start = buffer.position();
        int end = scanner.scan(buffer, start, buffer.limit());
        buffer.position(end);
        EngineLink link = exchange.link;
        if (link != null) {
            send(exchange, link, buffer.duplicate().limit(scanner.forwardEnd()).position(start));
        }
        afterBody(exchange, false);
    }

    /** More of the request body has gone to the engine without passing through this process. */
    static void moved(Exchange exchange, long count) throws IOException {
        exchange.requestBody.skip(count);
        if (exchange.upload != null) {
            exchange.upload.moved(count);
        }
        EngineLink link = exchange.link;
        if (link != null && link.hasParked()) {
            awaitAnswer(exchange);
        }
        afterBody(exchange, false);
    }

    static void send(Exchange exchange, EngineLink link, ByteBuffer part) {
        if (!exchange.response.wantsBody()) {
            return;
        }
        try {
            if (!link.send(part)) {
                awaitAnswer(exchange);
            }
        } catch (OverloadedException fault) {
            EngineFaults.broke(exchange, fault);
        } catch (IOException fault) {
            // The engine may have answered before it stopped reading: its answer decides.
            exchange.response.bodyRefused();
        }
    }

    private static void afterBody(Exchange exchange, boolean bounded) throws IOException {
        BodyScanner scanner = exchange.requestBody;
        ClientSession session = exchange.session;
        EngineLink link = exchange.link;
        if (exchange.stage == Stage.IDLE || link == null) {
            return;
        }
        if (scanner.malformed()) {
            exchange.response.fail(Reason.BODY_MALFORMED);
            return;
        }
        if (scanner.framing() == Framing.CHUNKED && scanner.dataBytes() > exchange.loop.limits.bodyBytesMax()) {
            exchange.response.fail(Reason.BODY_TOO_LARGE);
            return;
        }
        if (scanner.complete()) {
            if (scanner.needsFinalLine() && exchange.upload == null) {
                send(exchange, link, ByteBuffer.wrap(FINAL_LINE));
            }
            session.clearDeadline();
            session.requestComplete();
        } else {
            session.expectBody();
            if (bounded) {
                session.deadlineIn(exchange.loop.limits.headWait().toNanos());
            }
        }
        session.readOn();
    }
}
