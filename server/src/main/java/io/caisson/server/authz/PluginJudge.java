package io.caisson.server.authz;

import io.caisson.core.archive.ArchiveJudges;
import io.caisson.core.audit.AuditEvent;
import io.caisson.core.docker.BodyKind;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Known;
import io.caisson.core.identity.PeerCertificate;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Needs;
import io.caisson.core.policy.Permit;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.client.Admission;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.reason.Reason;
import io.caisson.server.proxy.PolicySource;
import io.caisson.server.upstream.Engine;
import io.caisson.server.upstream.EngineQuery;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges what an engine asks, with the parser, the resolver and the policies of a listener. An engine carries out the
 * request as it came and not as it was judged, so that what it did not hand over is doubt: where anything but the
 * operation alone decides, a body that is not there in full is a denial.
 */
final class PluginJudge {
    /** The field by which our own questions are known when the engine asks about them in turn. */
    private static final String OWN = "x-caisson-lookup";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String listener;
    private final PolicySource policies;
    private final Function<PluginRequest, Optional<PeerCertificate>> certificates;
    private final String own;
    private final EngineQuery engine;

    PluginJudge(
            String listener,
            PolicySource policies,
            Engine engine,
            Function<PluginRequest, Optional<PeerCertificate>> certificates) {
        this.listener = listener;
        this.policies = policies;
        this.certificates = certificates;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.own = HexFormat.of().formatHex(random);
        this.engine = new EngineQuery(engine, PATIENCE, OWN + ": " + own + "\r\n");
    }

    /** Whether the engine asks about a question of ours, which it must answer before it can answer anything. */
    boolean isOwn(PluginRequest request) {
        return request.method().equals("GET") && request.header(OWN).equals(own);
    }

    /**
     * Judges a request, and fills the event with what came of it.
     *
     * @return why it is refused, for the client; or null where it is allowed
     */
    @Nullable
    String judge(PluginRequest request, AuditEvent event) {
        Principal caller = new Principal(listener, "engine");
        Optional<PeerCertificate> certificate = certificates.apply(request);
        if (certificate.isPresent()) {
            caller = caller.knowing(Known.NOTHING.with(certificate.get()));
        }
        event.principal = caller;
        event.method = request.method();
        RequestHead head = new RequestHead();
        byte[] bytes;
        try {
            bytes = request.head();
        } catch (IllegalArgumentException malformed) {
            return refused(event, Reason.HEAD_MALFORMED, "", null);
        }
        new HeadParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head);
        if (head.malformed() != null) {
            return refused(event, head.malformed(), "", null);
        }
        ClientRules rules = policies.clients();
        Policy policy = policies.current();
        if (rules != null) {
            Admission admission = rules.admit(caller);
            if (admission instanceof Admission.Refused refused) {
                return refused(event, refused.reason(), refused.detail(), null);
            }
            policy = ((Admission.Admitted) admission).policy();
        }
        event.revision = policy.revision();
        Call call = new Call();
        Reason unresolved = new Resolver().resolve(head, call);
        if (unresolved != null) {
            keepTarget(event, request.target().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            return refused(event, unresolved, "", null);
        }
        event.operation = call.operation();
        ByteWriter target = new ByteWriter(128);
        call.writeTarget(target);
        keepTarget(event, java.util.Arrays.copyOf(target.bytes(), target.length()));
        Reason form = head.contentTypeRefusal();
        if (form == null && !call.operation().streaming().fits(head.upgrade())) {
            form = Reason.UPGRADE_UNSUPPORTED;
        }
        return form != null ? refused(event, form, "", null) : decided(request, head, call, policy, event);
    }

    private static void keepTarget(AuditEvent event, byte[] target) {
        event.target = target;
        event.targetLength = target.length;
    }

    private @Nullable String decided(
            PluginRequest request, RequestHead head, Call call, Policy policy, AuditEvent event) {
        Decision decision = policy.decide(call.operation());
        if (decision instanceof Decision.Conditional conditional) {
            Read<Question> question = question(request, head, call, conditional.needs(), event);
            if (question instanceof Read.Refused<Question>(Reason reason, String detail)) {
                event.rule = conditional.rule();
                return shadowed(policy, event, reason, detail, null);
            }
            decision = policy.decide(((Read.Value<Question>) question).value());
        }
        event.rule = decision.rule();
        if (decision instanceof Decision.Allow allow && allow.permit().isBound()) {
            return shadowed(policy, event, Reason.CONSENT_FAILED, "a plugin asks nobody else, and holds no call", null);
        }
        if (decision instanceof Decision.Deny no) {
            return shadowed(policy, event, no.reason(), no.detail(), no.message());
        }
        return decision instanceof Decision.Allow(Permit permit) && isYesOrNo(policy, call, permit)
                ? null
                : shadowed(policy, event, Reason.BEYOND_PLUGIN, "", null);
    }

    /**
     * Whether a plugin can do all that the policy wants of an allowed call: it can neither change the call, nor watch a
     * body that passes, nor narrow what is seen.
     */
    private static boolean isYesOrNo(Policy policy, Call call, Permit permit) {
        return permit.body().isEmpty()
                && !policy.hidesOthers()
                && (policy.archives() == null || !ArchiveJudges.has(call.operation()));
    }

    /** A denial, unless the policy is in shadow. */
    private static @Nullable String shadowed(
            Policy policy, AuditEvent event, Reason reason, String detail, @Nullable String message) {
        Operation operation = event.operation;
        if (operation != null && policy.permitInShadow(operation) != null) {
            event.wouldDeny = reason;
            event.detail = detail;
            return null;
        }
        return refused(event, reason, detail, message);
    }

    private static String refused(AuditEvent event, Reason reason, String detail, @Nullable String message) {
        event.reason = reason;
        event.detail = detail;
        event.status = 403;
        return message == null ? reason.sentence() : message;
    }

    private Read<Question> question(PluginRequest request, RequestHead head, Call call, Needs needs, AuditEvent event) {
        Operation operation = call.operation();
        if (!request.bodyIsWhole(operation.body() != BodyKind.EMPTY)) {
            return new Read.Refused<>(Reason.BODY_NOT_HANDED_OVER, "the engine handed over no body");
        }
        Read<CallFacts> facts = CallFacts.of(call, HeaderFacts.of(operation, head));
        if (facts instanceof Read.Refused<CallFacts> refused) {
            return refused.as();
        }
        Optional<BodyFacts> body = Optional.empty();
        if (needs.body()) {
            byte[] bytes = request.body();
            Read<BodyFacts> read = bytes.length == 0
                    ? new Read.Value<>(BodyFacts.none(operation))
                    : BodyFacts.read(operation, bytes, JsonLimits.REQUEST);
            if (read instanceof Read.Refused<BodyFacts> refused) {
                return refused.as();
            }
            body = Optional.of(((Read.Value<BodyFacts>) read).value());
        }
        Optional<Target> target = Optional.empty();
        Optional<TargetLookup> lookup = needs.target() ? TargetLookup.of(call) : Optional.empty();
        if (lookup.isPresent()) {
            Read<Target> found = found(lookup.get());
            if (found instanceof Read.Refused<Target> refused) {
                return refused.as();
            }
            target = Optional.of(((Read.Value<Target>) found).value());
            event.targetId = target.get().id();
        }
        Principal caller = event.principal == null ? new Principal(listener, "engine") : event.principal;
        return new Read.Value<>(new Question(caller, ((Read.Value<CallFacts>) facts).value(), body, target));
    }

    private Read<Target> found(TargetLookup lookup) {
        try {
            for (int i = 0; i < TargetLookup.REQUESTS_MAX; i++) {
                EngineQuery.Raw answer = engine.fetch(lookup.request(), JsonLimits.ANSWER.bytesMax());
                if (answer.status() != 200) {
                    return new Read.Refused<>(
                            answer.status() == 404 ? Reason.TARGET_NOT_FOUND : Reason.TARGET_LOOKUP_FAILED,
                            "the engine answered " + answer.status() + " when it was asked for the object");
                }
                Read<Optional<Target>> read = lookup.answer(answer.body());
                if (read instanceof Read.Refused<Optional<Target>> refused) {
                    return refused.as();
                }
                Optional<Target> target = ((Read.Value<Optional<Target>>) read).value();
                if (target.isPresent()) {
                    return new Read.Value<>(target.get());
                }
            }
            return new Read.Refused<>(Reason.TARGET_LOOKUP_FAILED, "the engine's answer names no object");
        } catch (IOException fault) {
            return new Read.Refused<>(Reason.TARGET_LOOKUP_FAILED, String.valueOf(fault.getMessage()));
        }
    }
}
