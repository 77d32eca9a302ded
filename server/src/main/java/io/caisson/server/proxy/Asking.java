package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.policy.Permit;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.reason.Reason;
import io.caisson.server.client.Reception;
import io.caisson.server.consent.Answer;
import io.caisson.server.consent.Assents;
import io.caisson.server.consent.Matter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The wait for others to agree to a call: it is told to them on another thread, and goes on here with their answer. */
final class Asking {
    private boolean over;

    private Asking() {}

    /** Begins to ask about the loop's call. */
    static Asking begin(Inspection inspection, Exchange exchange, Policy policy, Permit permit, Question question) {
        EventLoop loop = exchange.loop;
        Call call = loop.call;
        ByteWriter target = new ByteWriter(128);
        call.writeTarget(target);
        ByteWriter number = new ByteWriter(32);
        loop.exchangeIds.write(number, exchange.record.number());
        Matter matter = new Matter(
                number.toString(),
                question,
                permit.rule(),
                exchange.method.name(),
                new String(target.bytes(), 0, target.length(), StandardCharsets.ISO_8859_1),
                question.body()
                        .filter(body -> exchange.requestBody.dataBytes() > 0)
                        .map(BodyFacts::json),
                policy.duties());
        Reception reception = exchange.session.door.reception();
        Assents assents = reception == null ? null : reception.assents();
        Asking asking = new Asking();
        Thread.ofVirtual().name("caisson-assent").start(() -> {
            Answer answer = assents == null
                    ? new Answer.No(Reason.CONSENT_FAILED, "there is nobody to ask")
                    : assents.ask(matter);
            loop.execute(() -> {
                if (!asking.over) {
                    asking.over = true;
                    inspection.answered(answer, permit, question.target());
                }
            });
        });
        return asking;
    }

    /** The exchange is over: no answer counts any more; null is that nobody was asked. */
    static void leave(@Nullable Asking asking) {
        if (asking != null) {
            asking.over = true;
        }
    }
}
