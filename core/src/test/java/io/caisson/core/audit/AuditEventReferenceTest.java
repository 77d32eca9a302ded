package io.caisson.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.reason.Reason;
import io.caisson.core.testing.Golden;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AuditEventReferenceTest {
    /** One row of the schema; {@code always} is whether every event has the field. */
    private record Field(String name, String type, boolean always, String meaning) {}

    private static final List<Field> FIELDS = List.of(
            new Field("time", "string", true, "when the request's first byte was read: RFC 3339, UTC, milliseconds"),
            new Field(
                    "exchange",
                    "string",
                    true,
                    "the exchange's id, as the client reads it in a refusal: a prefix that"
                            + " differs from one process to the next, and a number"),
            new Field("listener", "string", false, "name of the listener, or its address where it has no name"),
            new Field("client", "string", false, "the client's address and port, or `unix`"),
            new Field(
                    "principal",
                    "string",
                    false,
                    "who is calling, where client rules ask: `token:NAME`, `jwt:ISSUER:SUBJECT`,"
                            + " `certificate:CN`, `container:NAME` or `user:NAME`"),
            new Field("uid", "number", false, "user of the process behind a unix socket, where client rules ask"),
            new Field("pid", "number", false, "number of that process; 0 where it cannot be seen from here"),
            new Field("container", "string", false, "full id of the container that calls, where client rules ask"),
            new Field(
                    "method",
                    "string",
                    false,
                    "method as the client sent it, cut after 64" + " characters; absent when no request line was read"),
            new Field("operation", "string", false, "id of the operation; absent when the request is none"),
            new Field(
                    "target",
                    "string",
                    false,
                    "path and query: as sent to the engine when the request is an"
                            + " operation, though with the client's name for an object that was sent by its `target_id`; as the"
                            + " client sent it otherwise, cut after 16 KiB; each byte is the character of its value, so"
                            + " nothing is lost of text that is not valid UTF-8"),
            new Field("target_id", "string", false, "full id of the object that a condition looked at"),
            new Field("decision", "string", true, "`allow`: sent to the engine; `deny`: refused"),
            new Field(
                    "reason",
                    "string",
                    false,
                    "[code](reasons.md) of an answer of Caisson's own, or of what broke the"
                            + " exchange off; absent when the engine answered in full"),
            new Field(
                    "would_deny",
                    "string",
                    false,
                    "[code](reasons.md) of the refusal that the policy would have given if it were not in shadow"),
            new Field("detail", "string", false, "what was wrong, for the operator; the client is not told"),
            new Field("policy", "string", false, "name of the policy that decided"),
            new Field("rule", "string", false, "the line of the policy that decided"),
            new Field(
                    "revision",
                    "string",
                    false,
                    "state of the policy that judged: it changes whenever what the policy says does; absent when none was"
                            + " asked"),
            new Field("status", "number", false, "HTTP status that the client got; absent when it got none"),
            new Field("bytes_up", "number", true, "body bytes to the engine, those of a raw stream included"),
            new Field(
                    "bytes_down",
                    "number",
                    true,
                    "body bytes of the engine to the client, those of a raw stream" + " included"),
            new Field(
                    "duration_ms",
                    "number",
                    true,
                    "from the request's first byte to the end of the exchange, in"
                            + " milliseconds with three decimals"),
            new Field("hijacked", "boolean", true, "whether the connection became a raw stream"),
            new Field(
                    "rule_line",
                    "string",
                    false,
                    "at level `debug` only: the line of a policy that would allow this" + " call"));

    private static final String PAGE = """
            # The audit event

            Caisson writes one event per exchange to standard output, when the exchange ends; a stream's event comes when
            the stream ends. Lines of one connection are in order; lines of different connections can be up to 50 ms out of
            order. The tables and examples of this page are generated from the code.

            ## JSON

            One JSON object a line, in printable ASCII: whatever a client sends, it cannot begin a line, end a string or drive
            a terminal. Names, types and order are stable; later versions may add fields.

            | Field | Type | Present | Meaning |
            |---|---|---|---|
            %s
            Examples:

            ```json
            %s```

            A line without `exchange` is about the records themselves: standard output was too slow, and `dropped` lines are
            missing before it. They are also counted in `caisson_audit_dropped_total`.

            ```json
            %s```

            ## Text

            On a terminal, or with `CAISSON_LOG_FORMAT=text`, one aligned line per exchange: time (UTC), decision, status,
            duration, bytes down, operation, request, and then what there is to explain, client, listener and exchange. `fault`
            stands where a call was allowed but Caisson or the engine failed. Bytes of a client that are not printable are
            written as `\\xNN`, and targets are cut after 200 bytes. Colours are used on a terminal only, and not when
            `NO_COLOR` is set.

            ```text
            %s```

            ## Levels

            | `LOG_LEVEL` | What is written |
            |---|---|
            | `debug` | every exchange, and for each call the line of a policy that would allow it |
            | `info` (default) | every exchange |
            | `notice`, `warning` | exchanges with a reason, but for clients that left, and those that a policy in shadow would refuse |
            | `err`, `crit`, `alert`, `emerg` | exchanges with a reason whose status is 500 or higher: faults of the engine's side and our own |

            In the text form the rule line of `debug` is a line of its own. Its comment is the call's normal form: no version,
            one `*` per segment of an argument. It holds no byte of the client's.

            ```text
            %s```
            """;

    @Test
    void the_reference_is_what_is_written() throws IOException {
        StringBuilder table = new StringBuilder();
        for (Field field : FIELDS) {
            String present = field.always() ? "always" : "if any";
            table.append("| `%s` | %s | %s | %s |\n".formatted(field.name(), field.type(), present, field.meaning()));
        }
        Rendering json = new JsonLines(AuditEvents.IDS, false);
        ByteWriter dropped = new ByteWriter(16);
        json.writeDropped(AuditEvents.denied().timeMillis, 1_234, dropped);
        String page = PAGE.formatted(
                table,
                render(json),
                dropped,
                render(new TextLines(AuditEvents.IDS, false, false)),
                render(new TextLines(AuditEvents.IDS, false, true)));
        Golden.assertMatches("docs/reference/audit-event.md", page);
    }

    @Test
    void the_schema_names_every_field_in_order() {
        AuditEvent full = AuditEvents.denied();
        full.targetId = "4fe1";
        full.wouldDeny = Reason.OPERATION_DENIED;
        full.detail = "why";
        full.revision = "9c1d52f07a3e";
        full.principal = AuditEvents.known().principal;
        ByteWriter out = new ByteWriter(16);
        new JsonLines(AuditEvents.IDS, true).write(full, out);
        List<String> names = Pattern.compile("[{,]\"(\\w+)\":")
                .matcher(out.toString())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names)
                .containsExactlyElementsOf(FIELDS.stream().map(Field::name).toList());
    }

    @Test
    void the_schema_says_which_fields_are_always_there() {
        ByteWriter out = new ByteWriter(16);
        new JsonLines(AuditEvents.IDS, true).write(new AuditEvent(), out);
        for (Field field : FIELDS) {
            assertThat(out.toString().contains("\"" + field.name() + "\":"))
                    .as(field.name())
                    .isEqualTo(field.always());
        }
    }

    private static String render(Rendering rendering) {
        ByteWriter out = new ByteWriter(16);
        for (AuditEvent event : List.of(
                AuditEvents.allowed(),
                AuditEvents.denied(),
                AuditEvents.shadowed(),
                AuditEvents.hijacked(),
                AuditEvents.known())) {
            rendering.write(event, out);
        }
        return out.toString();
    }
}
