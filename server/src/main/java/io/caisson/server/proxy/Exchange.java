package io.caisson.server.proxy;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Streaming;
import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.Framing;
import io.caisson.core.http.Method;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Permit;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The enforcement point: one request's life in seven steps. It alone answers the client, turns faults into statuses and
 * records, exactly once, how each request ended. Reused for all requests of its connection, one after the other.
 */
final class Exchange {
    private static final System.Logger LOG = System.getLogger("caisson");

    /** Where the exchange stands. */
    enum Stage {
        /** No request is being served. */
        IDLE,
        /** The request was sent, at least its head; the engine's answer is being waited for or passed on. */
        FORWARDED,
        /** Both directions are raw streams. */
        TUNNEL
    }

    final ClientSession session;
    final EventLoop loop;
    final BodyScanner requestBody = new BodyScanner();
    final ResponseRelay response = new ResponseRelay(this);
    final ExchangeRecord record;

    Stage stage = Stage.IDLE;
    Method method = Method.OTHER;
    Operation operation = Operation.SystemPing;
    RequestHead.Upgrade upgrade = RequestHead.Upgrade.NONE;
    int minorVersion = 1;
    boolean keepAlive;
    boolean clientEnded;

    @Nullable
    EngineLink link;

    Exchange(ClientSession session) {
        this.session = session;
        this.loop = session.loop;
        this.record = new ExchangeRecord(session.principal);
    }

    /** Steps 2 to 5: a head was read or refused; resolve, decide, and refuse or forward. */
    void begin(RequestHead head, ByteBuffer body) throws IOException {
        Policy policy = session.policies.current();
        method = head.method();
        minorVersion = head.minorVersion();
        keepAlive = head.keepAlive();
        upgrade = head.upgrade();
        clientEnded = false;
        requestBody.begin(head.framing(), head.contentLength());
        record.begin(loop, head);
        Reason malformed = head.malformed();
        if (malformed != null) {
            keepAlive = false;
            refuse(head, malformed, null, null);
            return;
        }
        Call call = loop.call;
        Reason unresolved = loop.resolver.resolve(head, call);
        if (unresolved != null) {
            switch (unresolved) {
                case UNKNOWN_OPERATION -> deny(head, policy, unresolved, null, null);
                case PATH_NOT_CANONICAL -> redirect(head, call);
                default -> refuse(head, unresolved, null, null);
            }
            return;
        }
        operation = call.operation();
        record.resolved(loop, call);
        Decision decision = policy.decide(operation);
        // Not a switch: on types its code is made at run time, at the first request's cost.
        if (decision instanceof Decision.Deny(Reason reason, RuleRef rule, String message)) {
            deny(head, policy, reason, rule, message);
            return;
        }
        Permit permit = ((Decision.Allow) decision).permit();
        Reason refusal = refusal(head);
        if (refusal != null) {
            refuse(head, refusal, permit.rule(), null);
            return;
        }
        record.allowed(permit.rule());
        stage = Stage.FORWARDED;
        response.begin();
        Forwarder.forward(this, permit, call, head, body);
    }

    /** Why a request is refused although its operation is allowed, or null. */
    private @Nullable Reason refusal(RequestHead head) {
        Reason contentType = head.contentTypeRefusal();
        if (contentType != null) {
            return contentType;
        }
        if (!upgradeFits(operation.streaming(), upgrade)) {
            return Reason.UPGRADE_UNSUPPORTED;
        }
        return head.contentLength() > loop.limits.bodyBytesMax() ? Reason.BODY_TOO_LARGE : null;
    }

    /**
     * Whether an operation that takes over its connection may do so with the protocol asked for. One that hijacks takes any
     * word for its raw stream, but not those that newer engines might serve with a protocol in which more can be asked for.
     */
    private static boolean upgradeFits(Streaming streaming, RequestHead.Upgrade upgrade) {
        return switch (upgrade) {
            case NONE -> true;
            case TCP, OTHER -> streaming != Streaming.H2C && streaming != Streaming.WEBSOCKET;
            case H2C -> streaming != Streaming.HIJACK && streaming != Streaming.WEBSOCKET;
            case WEBSOCKET -> streaming != Streaming.HIJACK && streaming != Streaming.H2C;
        };
    }

    /** Refuses what the policy does not open, in the policy's words. */
    private void deny(RequestHead head, Policy policy, Reason reason, @Nullable RuleRef rule, @Nullable String message)
            throws IOException {
        switch (policy.voice()) {
            case CAISSON -> refuse(head, reason, rule, message);
            case PROXY_ACL -> {
                boolean opensGet = loop.resolver.resolve(head, Method.GET, loop.call) == null
                        && policy.decide(loop.call.operation()) instanceof Decision.Allow;
                beginRefusal(head, reason, rule);
                Replies.proxyAcl(this, opensGet);
                finish();
            }
        }
    }

    /** Refuses a path with empty or dotted segments as the engine does, so that clients which follow get there. */
    private void redirect(RequestHead head, Call call) throws IOException {
        beginRefusal(head, Reason.PATH_NOT_CANONICAL, null);
        String target = head.target();
        int query = target.indexOf('?');
        String location = call.cleanedPath() + (query < 0 ? "" : target.substring(query));
        Replies.refusal(this, Reason.PATH_NOT_CANONICAL, null, location);
        finish();
    }

    /** Answers with a refusal. */
    private void refuse(RequestHead head, Reason reason, @Nullable RuleRef rule, @Nullable String message)
            throws IOException {
        beginRefusal(head, reason, rule);
        Replies.refusal(this, reason, message);
        finish();
    }

    /** Notes a refusal; the connection stays if what is left of the request can be read away. */
    private void beginRefusal(RequestHead head, Reason reason, @Nullable RuleRef rule) {
        // A client that waits for a 100 may or may not send its body after a refusal: nobody can tell what comes next.
        if (head.expectsContinue() || requestBody.malformed() || head.contentLength() > loop.limits.drainBytesMax()) {
            keepAlive = false;
        }
        record.refused(reason, rule);
    }

    /** Refuses a request of which no complete head was read, and closes. */
    void refuseUnread(Reason reason) throws IOException {
        keepAlive = false;
        requestBody.begin(Framing.NONE, 0);
        record.beginUnread(loop);
        record.refused(reason, null);
        Replies.refusal(this, reason, null);
        finish();
    }

    /** Bytes of the request body or of a raw stream. */
    void fromClient(ByteBuffer buffer) throws IOException {
        if (stage == Stage.TUNNEL) {
            Tunnel.fromClient(this, buffer);
        } else {
            Forwarder.body(this, buffer);
        }
    }

    /** Bytes of the engine: of its answer, of a raw stream, or of nothing it was asked for. */
    void fromEngine(ByteBuffer buffer) throws IOException {
        switch (stage) {
            case IDLE -> closeLink();
            case FORWARDED -> response.fromEngine(buffer);
            case TUNNEL -> Tunnel.fromEngine(this, buffer);
        }
    }

    /** The engine has ended its side. */
    void engineEnded() throws IOException {
        switch (stage) {
            case IDLE -> closeLink();
            case FORWARDED -> response.engineEnded();
            case TUNNEL -> Tunnel.engineEnded(this);
        }
    }

    /** The client has ended its side while an exchange is going on. */
    void clientEnded() throws IOException {
        clientEnded = true;
        EngineLink current = link;
        if (stage == Stage.TUNNEL) {
            Tunnel.clientEnded(this);
        } else if (current == null || !requestBody.complete()) {
            abandon(Reason.CLIENT_DISCONNECTED);
        } else {
            // The engine takes the end of the client's side as a wish to stop, so it is passed on. What it has left to
            // say is waited for, but not for ever: the client may be gone for good.
            current.endOutput();
            session.setDeadline(System.nanoTime() + loop.limits.abandonedWait().toNanos());
        }
    }

    /** The client has taken everything: the engine may be read again. */
    void clientTookAll() throws IOException {
        EngineLink current = link;
        if (current != null && stage != Stage.IDLE) {
            current.resumeReading();
        }
    }

    /** The engine has taken everything: the client may be read again. */
    void engineTookAll() throws IOException {
        if (stage == Stage.TUNNEL && clientEnded && session.outputEnded()) {
            finishTunnel();
        } else if (stage != Stage.IDLE) {
            session.readOn();
        }
    }

    /** The request is on its way: metadata has to be answered in time, everything else may take as long as it likes. */
    void awaitAnswer() {
        EngineLink current = link;
        if (current == null || stage != Stage.FORWARDED) {
            return;
        }
        if (operation.streaming() == Streaming.NONE && operation.access() == Access.VIEW) {
            current.setDeadline(System.nanoTime() + loop.limits.engineWait().toNanos());
        } else {
            current.clearDeadline();
        }
    }

    /** Whether bytes wait for the engine, so that reading more of the client would only pile them up. */
    boolean engineIsBehind() {
        EngineLink current = link;
        return stage != Stage.IDLE && current != null && current.hasParked();
    }

    /** Sends to the client; answers whether it took everything. A fault ends the exchange here. */
    boolean toClient(ByteBuffer buffer) {
        try {
            return session.send(buffer);
        } catch (IOException fault) {
            clientBroke(fault);
            return true;
        }
    }

    /** The engine could not be reached. */
    void engineFailed(Reason reason) {
        response.fail(reason);
    }

    /** The engine's connection failed while it was in use, or while it was idle. */
    void engineBroke(IOException fault) {
        if (stage == Stage.IDLE) {
            closeLink();
        } else if (fault instanceof OverloadedException) {
            abandon(Reason.OVERLOADED);
        } else if (stage == Stage.TUNNEL) {
            abandon(null);
        } else {
            response.broke();
        }
    }

    /** The engine's time is up. */
    void engineSilent() {
        if (stage == Stage.IDLE) {
            closeLink();
        } else if (stage == Stage.TUNNEL) {
            abandon(null);
        } else {
            response.fail(Reason.ENGINE_TIMEOUT);
        }
    }

    /** The client's time is up: its body did not arrive, or it is gone and the engine has nothing to say. */
    void clientSilent() throws IOException {
        if (clientEnded) {
            abandon(Reason.CLIENT_DISCONNECTED);
        } else if (stage == Stage.FORWARDED && !requestBody.complete()) {
            response.fail(Reason.REQUEST_TIMEOUT);
        }
    }

    /** The client's connection failed. */
    void clientBroke(IOException fault) {
        abandon(fault instanceof OverloadedException ? Reason.OVERLOADED : Reason.CLIENT_DISCONNECTED);
    }

    /** The loop ends now. */
    void cut() {
        if (stage != Stage.IDLE) {
            record.failed(stage == Stage.TUNNEL ? null : Reason.SHUTTING_DOWN);
            end();
        }
    }

    /** Whether something is going on that will end by itself. */
    boolean isFinite() {
        return stage == Stage.FORWARDED && !response.isStream();
    }

    /** Our own code failed: the client is told if it can be, and both sides are given up. */
    void bug(RuntimeException bug) {
        LOG.log(System.Logger.Level.ERROR, "exchange " + record.number() + " failed", bug);
        response.fail(Reason.INTERNAL_ERROR);
        abandon(Reason.INTERNAL_ERROR);
    }

    /** Gives both sides up at once; a null reason is an ordinary end of a raw stream. */
    void abandon(@Nullable Reason reason) {
        if (stage != Stage.IDLE) {
            record.failed(reason);
            end();
        }
        session.close();
    }

    /** Step 7 and the way on: the client has its answer, and the connection is made ready for the next request. */
    void finish() throws IOException {
        end();
        session.exchangeOver(keepAlive && !clientEnded);
    }

    /** Both sides of a raw stream have ended. */
    void finishTunnel() throws IOException {
        keepAlive = false;
        finish();
    }

    private void end() {
        Stage ended = stage;
        boolean reusable = ended == Stage.FORWARDED && requestBody.complete() && response.reusable();
        if (ended == Stage.TUNNEL) {
            loop.recorder.streams(-1);
        } else if (ended == Stage.FORWARDED) {
            response.leave();
        }
        record.write(loop, requestBody.dataBytes());
        stage = Stage.IDLE;
        EngineLink current = link;
        if (ended == Stage.IDLE || current == null) {
            return;
        }
        if (reusable && !current.outputEnded() && !current.hasParked()) {
            current.setDeadline(System.nanoTime() + loop.limits.engineIdleWait().toNanos());
            current.resumeReading();
        } else {
            closeLink();
        }
    }

    void closeLink() {
        EngineLink current = link;
        link = null;
        if (current != null) {
            current.close();
        }
    }
}
