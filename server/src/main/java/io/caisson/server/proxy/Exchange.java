package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.BodyScanner;
import io.caisson.core.http.Method;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Permit;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The enforcement point: one request's life in seven steps. It alone answers the client, turns faults into statuses and
 * records, exactly once, how each request ended. Reused for all requests of its connection, one after the other.
 */
final class Exchange {
    final ClientSession session;
    final EventLoop loop;
    final BodyScanner requestBody = new BodyScanner();
    final ResponseRelay response = new ResponseRelay(this);
    final Tunnel tunnel = new Tunnel(this);
    final ExchangeRecord record;

    Stage stage = Stage.IDLE;
    Method method = Method.OTHER;
    Operation operation = Operation.SystemPing;
    RequestHead.Upgrade upgrade = RequestHead.Upgrade.NONE;
    int minorVersion = 1;
    /** Where the call goes if it is allowed. */
    Engine engine;

    boolean keepAlive;
    /** Whether the client waits for a 100 and has not been given one. */
    boolean awaitsContinue;
    /** Whether the client has ended its side while this exchange was going on. */
    boolean clientEnded;

    private @Nullable Policy policy;
    /** The body, where it is judged while it passes. */
    @Nullable
    Upload upload;

    private int targetHeld;
    private @Nullable Suspense inspection;

    @Nullable
    EngineLink link;

    Exchange(ClientSession session) {
        this.session = session;
        this.loop = session.loop;
        this.record = new ExchangeRecord(session.principal);
        this.engine = session.door.engine();
    }

    /** What this exchange is judged by, from the moment on at which that is known. */
    Policy policy() {
        return Objects.requireNonNull(policy);
    }

    /** Steps 2 to 5: a head was read or refused; resolve, decide, and refuse or forward. */
    void begin(RequestHead head, ByteBuffer body) throws IOException {
        method = head.method();
        minorVersion = head.minorVersion();
        keepAlive = head.keepAlive();
        upgrade = head.upgrade();
        awaitsContinue = head.expectsContinue();
        clientEnded = false;
        requestBody.begin(head.framing(), head.contentLength());
        record.begin(loop, head);
        stage = Stage.BEGUN;
        proceed(Visits.policyFor(session, head), head, body);
    }

    /** From here on it is known what judges; a null policy is that of a request which waits, or is answered. */
    void proceed(@Nullable Policy judging, RequestHead head, ByteBuffer body) throws IOException {
        if (judging == null) {
            return;
        }
        policy = judging;
        engine = session.door.engineFor(judging);
        Reason malformed = session.refusal(head);
        if (malformed != null) {
            keepAlive = false;
            Refusals.refuse(this, head, malformed, null, null);
            return;
        }
        Call call = loop.call;
        Reason unresolved = loop.resolver.resolve(head, call);
        if (unresolved != null) {
            switch (unresolved) {
                case UNKNOWN_OPERATION -> Refusals.deny(this, head, judging, unresolved, null, null);
                case PATH_NOT_CANONICAL -> Refusals.redirect(this, head, call);
                default -> Refusals.refuse(this, head, unresolved, null, null);
            }
            return;
        }
        operation = call.operation();
        record.resolved(loop, call);
        judge(judging, head, body);
    }

    /** Step 5, and on to the engine, to a refusal, or to the facts that the decision needs first. */
    private void judge(Policy judging, RequestHead head, ByteBuffer body) throws IOException {
        Decision decision = judging.decide(operation);
        Permit permit = null;
        // Not a switch: on types its code is made at run time, at the first request's cost.
        if (decision instanceof Decision.Allow yes) {
            permit = yes.permit();
        } else if (decision instanceof Decision.Deny no) {
            permit = judging.permitInShadow(operation);
            if (permit == null) {
                Refusals.deny(this, head, judging, no.reason(), no.rule(), no.message());
                return;
            }
            record.wouldDeny(no.reason());
        }
        Reason refusal = Refusals.reason(this, head);
        if (refusal == null && !holdTarget()) {
            refusal = Reason.OVERLOADED;
        }
        if (refusal != null) {
            Refusals.refuse(this, head, refusal, decision.rule(), null);
        } else if (permit == null || permit.isBound()) {
            Inspection begun = Inspection.of(this, judging, decision);
            suspend(begun);
            begun.begin(head, body);
        } else {
            if (Refusals.outOfReach(this, loop.call, decision.rule())) {
                return;
            }
            allowed(decision.rule());
            Forwarder.forward(this, permit, loop.call, head, body);
        }
    }

    /** From here on the engine has the word. */
    void allowed(RuleRef rule) {
        record.allowed(rule);
        stage = Stage.FORWARDED;
        response.begin();
    }

    /** From here on the exchange waits. */
    void suspend(Suspense what) {
        inspection = what;
        stage = Stage.INSPECTING;
    }

    /** What the decision waits for; only in {@link Stage#INSPECTING}. */
    Suspense inspection() {
        Suspense current = inspection;
        if (current == null) {
            throw new IllegalStateException("nothing is being inspected");
        }
        return current;
    }

    /** The decision waits for nothing more: what was held for it is let go. */
    void inspectionOver() {
        Suspense current = inspection;
        if (current != null) {
            inspection = null;
            current.leave();
        }
    }

    /** Counts what a long target holds for the record while the exchange lasts. */
    private boolean holdTarget() {
        try {
            int bytes = record.targetBytesHeld();
            session.hold(bytes);
            targetHeld = bytes;
            return true;
        } catch (OverloadedException noRoom) {
            return false;
        }
    }

    /** Bytes of the request body or of a raw stream. */
    void fromClient(ByteBuffer buffer) throws IOException {
        switch (stage) {
            case TUNNEL -> tunnel.fromClient(buffer);
            case INSPECTING -> inspection().fromClient(buffer);
            case IDLE, BEGUN, FORWARDED -> Forwarder.body(this, buffer);
        }
    }

    /** Bytes of the engine: of its answer, of a raw stream, or of nothing it was asked for. */
    void fromEngine(ByteBuffer buffer) throws IOException {
        switch (stage) {
            case IDLE, BEGUN -> closeLink();
            case INSPECTING -> inspection().fromEngine(buffer);
            case FORWARDED -> response.fromEngine(buffer);
            case TUNNEL -> tunnel.fromEngine(buffer);
        }
    }

    /** The engine has ended its side. */
    void engineEnded() throws IOException {
        switch (stage) {
            case IDLE, BEGUN -> closeLink();
            case INSPECTING -> inspection().engineEnded();
            case FORWARDED -> response.engineEnded();
            case TUNNEL -> tunnel.engineEnded();
        }
    }

    /** The client has taken everything: the engine may be read again. */
    void clientTookAll() {
        EngineLink current = link;
        if (current == null || stage == Stage.IDLE) {
            return;
        }
        if (stage == Stage.FORWARDED && requestBody.complete() && !session.inputEnded()) {
            session.clearDeadline();
        }
        current.readOn();
    }

    /** The client does not take everything: the engine is not read until it has. */
    void clientIsBehind() {
        EngineLink current = link;
        if (current != null) {
            current.pauseReading();
        }
        // A stream may be left unread for as long as the client likes, a finite answer may not.
        if (stage == Stage.FORWARDED && !response.isStream()) {
            session.deadlineIn(loop.limits.idleWait().toNanos());
        }
    }

    /** The engine has taken everything: the client may be read again. */
    void engineTookAll() {
        switch (stage) {
            case IDLE, BEGUN, INSPECTING -> {}
            case FORWARDED -> {
                Forwarder.awaitAnswer(this);
                goOn();
            }
            case TUNNEL -> {
                session.readOn();
                tunnel.settle();
            }
        }
    }

    /** What waited for the engine goes on. */
    void goOn() {
        Upload current = upload;
        if (current != null) {
            current.engineTookAll();
        }
        session.readOn();
    }

    /** How much of the body may be read now: none while bytes wait for the engine and more would only pile up. */
    int bodyRoom() {
        EngineLink current = link;
        if (stage != Stage.IDLE && current != null && current.hasParked()) {
            return 0;
        }
        return upload == null ? EventLoop.READ_BYTES_MAX : upload.room();
    }

    /** Whether nothing moves towards the engine, so that a client which is gone need not be waited for. */
    boolean isStuck() {
        EngineLink current = link;
        return current == null
                || !current.hasParked()
                || current.stalledFor() >= loop.limits.pauseWait().toNanos();
    }

    /** Sends to the client; answers whether it took everything. A fault ends the exchange here. */
    boolean toClient(ByteBuffer buffer) {
        try {
            return session.send(buffer);
        } catch (OverloadedException fault) {
            ClientFaults.broke(this, fault);
        } catch (IOException fault) {
            ClientFaults.deaf(this, fault);
        }
        return true;
    }

    /** The loop ends now: who has no answer yet is told why. */
    void cut() {
        if (stage == Stage.FORWARDED || stage == Stage.INSPECTING) {
            response.fail(Reason.SHUTTING_DOWN);
        }
        if (stage != Stage.IDLE) {
            end();
        }
    }

    /** Whether the engine's answer has not begun. */
    boolean awaitsHead() {
        return stage == Stage.FORWARDED && !response.hasBegun();
    }

    /** Whether something is going on that will end by itself. */
    boolean isFinite() {
        return stage == Stage.INSPECTING || stage == Stage.FORWARDED && !response.isStream();
    }

    /** Gives both sides up at once; a null reason is an ordinary end of a raw stream. */
    void abandon(@Nullable Reason reason) {
        try {
            if (stage != Stage.IDLE) {
                record.failed(reason);
                end();
            }
        } finally {
            session.close();
        }
    }

    /** Step 7 and the way on: the client has its answer, and the connection is made ready for the next request. */
    void finish() {
        end();
        session.exchangeOver(keepAlive && !clientEnded);
    }

    /** Nothing more can pass through a raw stream. */
    void finishTunnel() {
        keepAlive = false;
        finish();
    }

    /** Records, exactly once, and lets go of the engine. */
    private void end() {
        Stage ended = stage;
        if (ended == Stage.IDLE) {
            return;
        }
        stage = Stage.IDLE;
        EngineLink current = link;
        if (ended != Stage.BEGUN && current != null) {
            if (current.isReusable() && isLinkFree(ended)) {
                current.deadlineIn(loop.limits.engineIdleWait().toNanos());
                current.readOn();
            } else {
                closeLink();
            }
        }
        if (ended == Stage.TUNNEL) {
            loop.recorder.streams(-1);
        } else if (ended == Stage.FORWARDED) {
            response.leave();
        }
        inspectionOver();
        Visits.exchangeOver(session);
        Upload judged = upload;
        if (judged != null) {
            upload = null;
            judged.leave();
        }
        session.release(targetHeld);
        targetHeld = 0;
        record.write(loop, requestBody.dataBytes());
    }

    /** Whether the engine has nothing more to say, so that the connection can serve the next request. */
    private boolean isLinkFree(Stage ended) {
        return ended == Stage.FORWARDED && requestBody.complete() && response.reusable()
                || ended == Stage.INSPECTING && inspection().leavesLinkFree();
    }

    /** The client has left: what it had of the engine may serve another. */
    void leaveLink() {
        EngineLink current = link;
        if (current != null && stage == Stage.IDLE) {
            link = null;
            current.leave();
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
