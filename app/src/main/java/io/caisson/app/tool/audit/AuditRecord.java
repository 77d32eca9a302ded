package io.caisson.app.tool.audit;

import io.caisson.app.json.JsonObject;
import io.caisson.core.docker.Operation;
import java.util.Optional;

/**
 * One exchange of the past, as far as its line tells; empty texts where it does not.
 *
 * @param time when it began, RFC 3339
 * @param exchange its printed id
 * @param operation what was called, where the line names an operation of this version's catalogue
 * @param target path and query as they were judged
 * @param allowed whether it was sent to the engine
 * @param wouldDeny why a policy under shadow would have refused it
 * @param status what the client got, 0 when nothing
 */
public record AuditRecord(
        String time,
        String exchange,
        String listener,
        String client,
        String method,
        Optional<Operation> operation,
        String target,
        boolean allowed,
        String wouldDeny,
        String reason,
        String detail,
        String policy,
        String rule,
        String revision,
        long status) {
    static AuditRecord of(JsonObject line) {
        return new AuditRecord(
                line.text("time"),
                line.text("exchange"),
                line.text("listener"),
                line.text("client"),
                line.text("method"),
                Operation.byId(line.text("operation")),
                line.text("target"),
                line.text("decision").equals("allow"),
                line.text("would_deny"),
                line.text("reason"),
                line.text("detail"),
                line.text("policy"),
                line.text("rule"),
                line.text("revision"),
                line.number("status"));
    }

    /** The client without its port, which differs from one connection to the next. */
    public String clientHost() {
        int colon = client.lastIndexOf(':');
        return colon < 0 ? client : client.substring(0, colon);
    }
}
