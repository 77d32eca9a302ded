package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.http.Framing;
import io.caisson.core.http.Method;
import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Ownership;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The ways in which an exchange ends before anything is sent to the engine. */
final class Refusals {
    private Refusals() {}

    /** Why a request is refused although its operation is allowed, or null. */
    static @Nullable Reason reason(Exchange exchange, RequestHead head) {
        Reason contentType = head.contentTypeRefusal();
        if (contentType != null) {
            return contentType;
        }
        if (!exchange.operation.streaming().fits(exchange.upgrade)) {
            return Reason.UPGRADE_UNSUPPORTED;
        }
        return head.contentLength() > exchange.loop.limits.bodyBytesMax()
                ? Reason.BODY_TOO_LARGE
                : Visits.refusal(exchange.session, exchange.operation);
    }

    /** Refuses what the policy does not open, in the policy's words. */
    static void deny(
            Exchange exchange,
            RequestHead head,
            Policy policy,
            Reason reason,
            @Nullable RuleRef rule,
            @Nullable String message)
            throws IOException {
        switch (policy.voice()) {
            case CAISSON -> refuse(exchange, head, reason, rule, message);
            case PROXY_ACL -> {
                EventLoop loop = exchange.loop;
                boolean opensGet = loop.resolver.resolve(head, Method.GET, loop.call) == null
                        && policy.decide(loop.call.operation()) instanceof Decision.Allow;
                begin(exchange, head, reason, rule);
                Replies.proxyAcl(exchange, opensGet);
                exchange.finish();
            }
        }
    }

    /** Refuses a path with empty or dotted segments as the engine does, so that clients which follow get there. */
    static void redirect(Exchange exchange, RequestHead head, Call call) throws IOException {
        begin(exchange, head, Reason.PATH_NOT_CANONICAL, null);
        String target = head.target();
        int query = target.indexOf('?');
        String location = call.cleanedPath() + (query < 0 ? "" : target.substring(query));
        Replies.refusal(exchange, Reason.PATH_NOT_CANONICAL, null, "Location: " + location);
        exchange.finish();
    }

    /** Answers with a refusal. */
    static void refuse(
            Exchange exchange, RequestHead head, Reason reason, @Nullable RuleRef rule, @Nullable String message)
            throws IOException {
        begin(exchange, head, reason, rule);
        Replies.refusal(exchange, reason, message);
        exchange.finish();
    }

    /** Refuses what may be asked again after some seconds. */
    static void refuseFor(Exchange exchange, RequestHead head, Reason reason, long seconds) throws IOException {
        begin(exchange, head, reason, null);
        Replies.refusal(exchange, reason, null, "Retry-After: " + Math.max(seconds, 1));
        exchange.finish();
    }

    /** Refuses for want of good credentials, and says how they are sent. */
    static void refuseUnproved(Exchange exchange, RequestHead head, Reason reason) throws IOException {
        begin(exchange, head, reason, null);
        Replies.refusal(exchange, reason, null, "WWW-Authenticate: Bearer realm=\"caisson\", Basic realm=\"caisson\"");
        exchange.finish();
    }

    /** Narrows a call to what its owner has; answers whether that cannot be done, and the call is refused for it. */
    static boolean outOfReach(Exchange exchange, Call call, RuleRef rule) {
        Ownership owners = exchange.policy().ownership();
        Reason wrong = owners == null ? null : owners.narrow(call);
        if (wrong == null) {
            return false;
        }
        refuseHeld(exchange, wrong, rule, null);
        return true;
    }

    /** Refuses a call whose body was waited for. */
    static void refuseHeld(Exchange exchange, Reason reason, @Nullable RuleRef rule, @Nullable String message) {
        keepOrClose(exchange);
        exchange.record.refused(reason, rule);
        Replies.refusal(exchange, reason, message);
        exchange.finish();
    }

    /** A client that waits for a 100 may or may not send its body after a refusal: nobody can tell what comes next. */
    static void keepOrClose(Exchange exchange) {
        if (!exchange.requestBody.complete() && exchange.awaitsContinue) {
            exchange.keepAlive = false;
        }
    }

    /** Notes a refusal; the connection stays if what is left of the request can be read away. */
    private static void begin(Exchange exchange, RequestHead head, Reason reason, @Nullable RuleRef rule) {
        // A client that waits for a 100 may or may not send its body after a refusal: nobody can tell what comes next.
        if (head.expectsContinue() || head.contentLength() > exchange.loop.limits.drainBytesMax()) {
            exchange.keepAlive = false;
        }
        exchange.record.refused(reason, rule);
    }

    /** Refuses a request of which no complete head was read, and closes. */
    static void refuseUnread(Exchange exchange, Reason reason) throws IOException {
        exchange.keepAlive = false;
        exchange.method = Method.OTHER;
        exchange.requestBody.begin(Framing.NONE, 0);
        exchange.record.beginUnread(exchange.loop);
        exchange.stage = Stage.BEGUN;
        exchange.record.refused(reason, null);
        Replies.refusal(exchange, reason, null);
        exchange.finish();
    }
}
