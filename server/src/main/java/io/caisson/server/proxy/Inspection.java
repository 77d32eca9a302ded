package io.caisson.server.proxy;

import io.caisson.core.docker.BodyKind;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.RequestHead;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Permit;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.EngineObject;
import io.caisson.server.consent.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Step 4, for calls about which facts decide: collects the request's body, then asks the engine for the object, and
 * then asks the policy again. Made for one exchange and only where a condition needs it. The client is not read
 * meanwhile beyond the body, whatever is held counts with its connection, and every wait has its end. The policy is the
 * one that the exchange began with.
 */
final class Inspection implements Suspense {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** An engine says in one line that it has no such object. */
    private static final int QUOTED_BYTES_MAX = 4 << 10;

    private final Exchange exchange;
    private final ClientSession session;
    private final EventLoop loop;
    private final Policy policy;
    private final Needs needs;
    private final RuleRef rule;

    private final HeadCopy head;
    private final InspectedBody body;
    private int held;
    private final Lookups lookups;
    private Optional<Target> target = Optional.empty();
    private @Nullable Asking asking;

    /** The inspection that a decision asks for, of the request whose head the loop holds. */
    static Inspection of(Exchange exchange, Policy policy, Decision decision) {
        Operation operation = exchange.operation;
        Needs needs = decision instanceof Decision.Conditional conditional ? conditional.needs() : Needs.NOTHING;
        if (policy.duties().concern(operation)) {
            // Whoever is asked is told what the call is about.
            needs = needs.and(new Needs(operation.body() == BodyKind.JSON, TargetLookup.has(operation)));
        }
        return new Inspection(exchange, policy, needs, decision.rule());
    }

    private Inspection(Exchange exchange, Policy policy, Needs needs, RuleRef rule) {
        this.exchange = exchange;
        this.session = exchange.session;
        this.loop = exchange.loop;
        this.policy = policy;
        this.needs = needs;
        this.rule = rule;
        this.head = new HeadCopy(loop.requestHead);
        this.body = new InspectedBody(exchange);
        this.lookups = new Lookups(exchange);
    }

    /** Begins with the loop's head and call; the buffer holds what came after the head. */
    void begin(RequestHead read, ByteBuffer buffer) {
        exchange.stage = Stage.INSPECTING;
        try {
            session.hold(head.length());
            held = head.length();
        } catch (OverloadedException noRoom) {
            Refusals.refuseHeld(exchange, Reason.OVERLOADED, rule, null);
            return;
        }
        if (!needs.body() || exchange.requestBody.complete()) {
            bodyRead();
            return;
        }
        session.expectBody();
        if (read.contentLength() > loop.limits.inspectedBytesMax()) {
            unfit(Reason.BODY_TOO_LARGE, "");
            return;
        }
        if (buffer.hasRemaining()) {
            fromClient(buffer);
        }
        if (waitsForBody()) {
            if (exchange.awaitsContinue) {
                // The engine is not asked before the body has been judged, so that nobody else would say it.
                exchange.awaitsContinue = false;
                exchange.toClient(ByteBuffer.wrap(CONTINUE));
            }
            session.deadlineIn(loop.limits.inspectionWait().toNanos());
            session.readOn();
        }
    }

    private boolean waitsForBody() {
        return exchange.stage == Stage.INSPECTING && needs.body() && !exchange.requestBody.complete();
    }

    @Override
    public void fromClient(ByteBuffer buffer) {
        try {
            body.take(buffer);
        } catch (OverloadedException noRoom) {
            Refusals.refuseHeld(exchange, Reason.OVERLOADED, rule, null);
            return;
        }
        if (exchange.requestBody.malformed()) {
            exchange.keepAlive = false;
            Refusals.refuseHeld(exchange, Reason.BODY_MALFORMED, null, null);
        } else if (body.length() > loop.limits.inspectedBytesMax()) {
            unfit(Reason.BODY_TOO_LARGE, "");
        } else if (exchange.requestBody.complete()) {
            session.clearDeadline();
            bodyRead();
        }
    }

    /** The client has sent nothing, or not enough, for too long. */
    @Override
    public void clientSilent() {
        if (waitsForBody()) {
            unfit(Reason.INSPECTION_TIMEOUT, body.length() + " bytes had come");
        }
    }

    private void bodyRead() {
        session.requestComplete();
        Call call = restored();
        Optional<TargetLookup> lookup = needs.target() ? TargetLookup.of(call) : Optional.empty();
        if (lookup.isEmpty()) {
            decide(call, Optional.empty());
        } else {
            proceed(lookups.askFor(lookup.get()));
        }
    }

    /** Bytes of the engine's answer about the object, or of nothing that it was asked. */
    @Override
    public void fromEngine(ByteBuffer buffer) {
        ObjectSearch wanted = lookups.objects();
        if (wanted != null) {
            wanted.fromEngine(buffer);
            proceed(wanted);
            resume();
            return;
        }
        TargetSearch current = lookups.target();
        if (current == null) {
            exchange.closeLink();
            return;
        }
        current.fromEngine(buffer);
        proceed(current);
        resume();
    }

    /** The engine has ended its side, or broken off. */
    @Override
    public void engineEnded() {
        ObjectSearch wanted = lookups.objects();
        if (wanted != null && wanted.isAsking()) {
            wanted.engineEnded();
            proceed(wanted);
            resume();
            return;
        }
        TargetSearch current = lookups.target();
        if (current == null) {
            exchange.closeLink();
            return;
        }
        current.engineEnded();
        proceed(current);
        resume();
    }

    /** The engine's time is up, or that of a connection which nobody uses. */
    @Override
    public void engineSilent() {
        if (lookups.isEmpty()) {
            exchange.closeLink();
        } else {
            fault(Reason.ENGINE_TIMEOUT);
        }
    }

    /** The engine cannot be asked, or we are to stop. */
    @Override
    public void fault(Reason reason) {
        exchange.closeLink();
        unfit(reason, "");
        resume();
    }

    /** What was held back meanwhile has its turn, unless there is still something to wait for. */
    private void resume() {
        if (exchange.stage != Stage.INSPECTING) {
            session.resume();
        }
    }

    private void proceed(ObjectSearch current) {
        Reason failed = current.failure();
        if (exchange.stage != Stage.INSPECTING || current.isAsking()) {
            return;
        }
        if (failed != null) {
            exchange.closeLink();
            unfit(failed, "the engine was asked for an object that the request takes in");
        } else {
            decide(restored(), target);
        }
    }

    private void proceed(TargetSearch current) {
        if (exchange.stage != Stage.INSPECTING) {
            return;
        }
        switch (current.state()) {
            case TargetSearch.State.Open() -> {}
            case TargetSearch.State.Found(Target target) -> {
                exchange.record.pinned(target.id());
                decide(restored(), Optional.of(target));
            }
            case TargetSearch.State.Failed(Reason reason, String detail) -> {
                exchange.closeLink();
                unfit(reason, detail);
            }
            case TargetSearch.State.Answered(int status) -> unanswered(current, status);
        }
    }

    /**
     * The engine has no such object, or does not say. Its own words are passed on where they tell nothing that the
     * policy keeps from its clients; otherwise the answer is the one for an object that no rule covers, so that names
     * cannot be tried out.
     */
    private void unanswered(TargetSearch current, int status) {
        Reason reason = status == 404 ? Reason.TARGET_NOT_FOUND : Reason.TARGET_LOOKUP_FAILED;
        String detail = "the engine answered " + status + " when it was asked for the object";
        boolean telling = status >= 400 && status < 500;
        byte[] answer = current.answer();
        boolean quotable = answer.length <= QUOTED_BYTES_MAX && answer.length > 0 && answer[0] == '{';
        if (policy.mode() == Mode.SHADOW) {
            unfit(reason, detail);
        } else if (telling && !current.mayBeKnown(policy)) {
            exchange.record.explained(detail);
            Decision.Deny no = policy.refusal(exchange.operation);
            Refusals.refuseHeld(exchange, no.reason(), no.rule(), no.message());
        } else if (!quotable || !telling && status != 503) {
            unfit(reason, detail);
        } else {
            exchange.record.explained(detail);
            exchange.record.refused(reason, rule);
            Refusals.keepOrClose(exchange);
            Replies.engineAnswer(exchange, status, answer);
            exchange.finish();
        }
    }

    private void decide(Call call, Optional<Target> found) {
        target = found;
        Read<Question> question = question(call);
        if (question instanceof Read.Refused<Question>(Reason reason, String detail)) {
            unfit(reason, detail);
            return;
        }
        Decision decision = policy.decide(((Read.Value<Question>) question).value());
        if (decision instanceof Decision.Asks(EngineObject object, RuleRef by)) {
            proceed(lookups.askFor(object, call, policy.workload()));
            return;
        }
        lookups.pin(call, target);
        if (decision instanceof Decision.Allow(Permit permit)) {
            exchange.record.hardened(permit.changes());
            exchange.record.explained(permit.remarks());
            if (permit.isBound() && policy.mode() == Mode.ENFORCE) {
                asking = Asking.begin(this, exchange, policy, permit, ((Read.Value<Question>) question).value());
            } else {
                send(call, permit.released(), permit.rule());
            }
            return;
        }
        Decision.Deny no = (Decision.Deny) decision;
        exchange.record.explained(no.detail());
        Permit shadow = policy.permitInShadow(exchange.operation);
        if (shadow == null) {
            Refusals.refuseHeld(exchange, no.reason(), no.rule(), no.message());
        } else {
            exchange.record.wouldDeny(no.reason());
            send(call, shadow, no.rule());
        }
    }

    /** Whoever had to be asked has answered. */
    void answered(Answer answer, Permit permit, Optional<Target> found) {
        asking = null;
        if (answer instanceof Answer.No(Reason reason, String detail)) {
            exchange.record.explained(detail);
            Refusals.refuseHeld(exchange, reason, permit.rule(), null);
        } else if (session.inputEnded()) {
            exchange.abandon(Reason.CLIENT_DISCONNECTED);
        } else {
            exchange.record.explained(answer.told());
            Call call = restored();
            lookups.pin(call, found);
            send(call, permit.released(), permit.rule());
        }
        resume();
    }

    private Read<Question> question(Call call) {
        Read<CallFacts> facts = CallFacts.of(call, HeaderFacts.of(call.operation(), loop.requestHead));
        if (facts instanceof Read.Refused<CallFacts> refused) {
            return refused.as();
        }
        Optional<BodyFacts> content = Optional.empty();
        if (needs.body()) {
            Read<BodyFacts> read = body.read(exchange.operation);
            if (read instanceof Read.Refused<BodyFacts> refused) {
                return refused.as();
            }
            content = Optional.of(((Read.Value<BodyFacts>) read).value());
        }
        return new Read.Value<>(new Question(
                exchange.record.principal(),
                ((Read.Value<CallFacts>) facts).value(),
                content,
                target,
                lookups.known()));
    }

    private Call restored() {
        return head.restore(loop, exchange.operation);
    }

    @Override
    public boolean leavesLinkFree() {
        return lookups.leavesLinkFree();
    }

    @Override
    public void leave() {
        session.release(held);
        held = 0;
        body.leave();
        Asking.leave(asking);
        lookups.leave();
    }

    /** What the policy is asked with cannot be had: refused, or in shadow passed on as it came. */
    private void unfit(Reason reason, String detail) {
        if (exchange.stage != Stage.INSPECTING) {
            return;
        }
        exchange.record.explained(detail);
        boolean meant = reason == Reason.SHUTTING_DOWN || reason == Reason.OVERLOADED;
        Permit shadow = meant ? null : policy.permitInShadow(exchange.operation);
        if (shadow == null) {
            Refusals.refuseHeld(exchange, reason, rule, null);
        } else {
            exchange.record.wouldDeny(reason);
            send(restored(), shadow, rule);
        }
    }

    /** On to the engine: what was judged, or in shadow what could not be. */
    private void send(Call call, Permit permit, RuleRef decided) {
        if (Refusals.outOfReach(exchange, call, decided)) {
            return;
        }
        exchange.allowed(decided);
        try {
            body.forward(exchange, call, permit);
        } catch (IOException fault) {
            EngineFaults.broke(exchange, fault);
        }
        exchange.inspectionOver();
        if (exchange.stage == Stage.FORWARDED && session.inputEnded() && exchange.requestBody.complete()) {
            ClientFaults.ended(exchange);
        }
    }
}
