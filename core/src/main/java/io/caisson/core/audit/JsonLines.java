package io.caisson.core.audit;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.PeerContainer;
import io.caisson.core.identity.Principal;
import io.caisson.core.identity.UnixPeer;
import io.caisson.core.policy.RuleRef;
import io.caisson.core.reason.Reason;
import java.util.Optional;

/**
 * One JSON object a line. The names, their order and their types are the schema that is documented for users: fields
 * may be added, none is renamed. A field that an exchange has no value for is left out.
 */
public final class JsonLines implements Rendering {
    /** Longer targets are cut; only refused ones are that long. */
    private static final int TARGET_BYTES_MAX = 16 << 10;

    private static final int DETAIL_CHARACTERS_MAX = 1 << 10;

    private final ExchangeIds ids;
    private final boolean ruleLines;
    private final Timestamp timestamp = new Timestamp();

    /**
     * Creates a rendering.
     *
     * @param ruleLines whether each event carries the line of a policy that would allow the call
     */
    public JsonLines(ExchangeIds ids, boolean ruleLines) {
        this.ids = ids;
        this.ruleLines = ruleLines;
    }

    @Override
    public void write(AuditEvent event, ByteWriter out) {
        out.ascii("{\"time\":\"");
        timestamp.full(out, event.timeMillis);
        out.ascii("\",\"exchange\":\"");
        ids.write(out, event.exchange);
        out.put('"');
        Principal principal = event.principal;
        if (principal != null) {
            string(out, ",\"listener\":\"", principal.listener());
            string(out, ",\"client\":\"", principal.address());
            if (principal.learnt() != null) {
                known(out, principal);
            }
        }
        if (!event.method.isEmpty()) {
            out.ascii(",\"method\":\"");
            Escapes.json(out, event.method, METHOD_CHARACTERS_MAX);
            out.put('"');
        }
        Operation operation = event.operation;
        if (operation != null) {
            out.ascii(",\"operation\":\"").ascii(operation.id()).put('"');
        }
        if (event.targetLength > 0) {
            out.ascii(",\"target\":\"");
            Escapes.json(out, event.target, Math.min(event.targetLength, TARGET_BYTES_MAX));
            out.put('"');
        }
        if (!event.targetId.isEmpty()) {
            string(out, ",\"target_id\":\"", event.targetId);
        }
        out.ascii(event.allowed ? ",\"decision\":\"allow\"" : ",\"decision\":\"deny\"");
        Reason reason = event.reason;
        if (reason != null) {
            out.ascii(",\"reason\":\"").ascii(reason.code()).put('"');
        }
        Reason wouldDeny = event.wouldDeny;
        if (wouldDeny != null) {
            out.ascii(",\"would_deny\":\"").ascii(wouldDeny.code()).put('"');
        }
        if (!event.detail.isEmpty()) {
            out.ascii(",\"detail\":\"");
            Escapes.json(out, event.detail, DETAIL_CHARACTERS_MAX);
            out.put('"');
        }
        RuleRef rule = event.rule;
        if (rule != null) {
            string(out, ",\"policy\":\"", rule.policy());
            string(out, ",\"rule\":\"", rule.rule());
        }
        if (!event.revision.isEmpty()) {
            string(out, ",\"revision\":\"", event.revision);
        }
        if (event.status != 0) {
            out.ascii(",\"status\":").decimal(event.status);
        }
        out.ascii(",\"bytes_up\":").decimal(event.bytesUp);
        out.ascii(",\"bytes_down\":").decimal(event.bytesDown);
        out.ascii(",\"duration_ms\":");
        millis(out, event.durationNanos);
        out.ascii(event.hijacked ? ",\"hijacked\":true" : ",\"hijacked\":false");
        if (ruleLines && operation != null) {
            out.ascii(",\"rule_line\":\"");
            RuleLine.write(operation, event.target, event.targetLength, out);
            out.put('"');
        }
        out.ascii("}\n");
    }

    @Override
    public void writeDropped(long timeMillis, long lines, ByteWriter out) {
        out.ascii("{\"time\":\"");
        timestamp.full(out, timeMillis);
        out.ascii("\",\"message\":\"audit lines were dropped, because they were not taken in time\",\"dropped\":");
        out.decimal(lines).ascii("}\n");
    }

    private static void known(ByteWriter out, Principal principal) {
        String name = principal.name();
        if (!name.isEmpty()) {
            string(out, ",\"principal\":\"", name);
        }
        Optional<UnixPeer> peer = principal.known().unix();
        if (peer.isPresent()) {
            out.ascii(",\"uid\":").decimal(peer.get().uid());
            out.ascii(",\"pid\":").decimal(peer.get().pid());
        }
        if (principal.known().origin() instanceof Origin.Inside(PeerContainer container)) {
            string(out, ",\"container\":\"", container.id());
        }
    }

    private static void string(ByteWriter out, String key, String value) {
        out.ascii(key);
        Escapes.json(out, value, Integer.MAX_VALUE);
        out.put('"');
    }

    private static void millis(ByteWriter out, long nanos) {
        long micros = (nanos + 500) / 1000;
        int rest = (int) (micros % 1000);
        out.decimal(micros / 1000).put('.');
        out.put('0' + rest / 100).put('0' + rest / 10 % 10).put('0' + rest % 10);
    }
}
