package io.caisson.server.consent;

import io.caisson.core.reason.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who can be asked.
 *
 * @param authorizers by name
 * @param people who are asked last, or null where nobody is
 */
public record Assents(
        Map<String, Authorizer> authorizers, @Nullable Approvals people) {
    public Assents {
        authorizers = Map.copyOf(authorizers);
    }

    /** Asks everybody who has to agree, one after the other until somebody does not. For threads that may wait. */
    public Answer ask(Matter matter) {
        for (String name : matter.duties().consult()) {
            Authorizer authorizer = authorizers.get(name);
            Answer answer = authorizer == null
                    ? new Answer.No(Reason.CONSENT_FAILED, "nobody has the name `" + name + "`")
                    : asked(authorizer, name, matter);
            if (answer instanceof Answer.No) {
                return answer;
            }
        }
        if (!matter.asksPeople()) {
            return new Answer.Yes("");
        }
        Approvals asked = people;
        return asked == null ? new Answer.No(Reason.NOT_APPROVED, "there is nobody to ask") : asked.ask(matter);
    }

    private static Answer asked(Authorizer authorizer, String name, Matter matter) {
        try {
            return authorizer.ask(matter);
        } catch (RuntimeException bug) {
            return new Answer.No(Reason.CONSENT_FAILED, "`" + name + "`: our own code failed: " + bug);
        }
    }
}
