package io.caisson.server.proxy;

import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Check;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A request whose caller's proof takes longer than a loop may: it is looked at on another thread, and the request goes
 * on, or is refused, when that is done. The client is not read meanwhile beyond what it has sent too early.
 */
final class Admittance implements Suspense {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Exchange exchange;
    private final Visitor visitor;
    private final HeadCopy head;
    private int held;
    private boolean over;

    Admittance(Exchange exchange, Visitor visitor, RequestHead head) {
        this.exchange = exchange;
        this.visitor = visitor;
        this.head = new HeadCopy(head);
    }

    /** Begins to wait; {@code work} takes its time and never fails. */
    void begin(Check.Work work) throws OverloadedException {
        exchange.session.hold(head.length());
        held = head.length();
        exchange.session.requestComplete();
        EventLoop loop = exchange.loop;
        Thread.ofVirtual().name("caisson-proof").start(() -> {
            Check check = work.done();
            loop.execute(() -> proceed(check));
        });
    }

    private void proceed(Check check) {
        if (over) {
            return;
        }
        exchange.inspectionOver();
        exchange.stage = Stage.BEGUN;
        try {
            RequestHead read = head.reread(exchange.loop);
            exchange.proceed(visitor.proved(exchange, read, check), read, NOTHING.duplicate());
        } catch (IOException fault) {
            EngineFaults.broke(exchange, fault);
        } catch (RuntimeException | Error bug) {
            ClientFaults.bug(exchange, bug);
            return;
        }
        exchange.session.resume();
    }

    @Override
    public void fromClient(ByteBuffer buffer) {
        throw new IllegalStateException("the client is not read");
    }

    @Override
    public void fromEngine(ByteBuffer buffer) {
        exchange.closeLink();
    }

    @Override
    public void engineEnded() {
        exchange.closeLink();
    }

    @Override
    public void engineSilent() {
        exchange.closeLink();
    }

    @Override
    public void clientSilent() {}

    @Override
    public void fault(Reason reason) {
        exchange.keepAlive = false;
        exchange.record.refused(reason, null);
        Replies.refusal(exchange, reason, null);
        exchange.finish();
    }

    @Override
    public boolean leavesLinkFree() {
        return true;
    }

    @Override
    public void leave() {
        over = true;
        exchange.session.release(held);
        held = 0;
    }
}
