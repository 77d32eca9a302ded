package io.caisson.server.consent;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Asks Open Policy Agent by its data interface: {@code input} is the call, and {@code result} is true, or an object
 * whose {@code allow} is. A document that is not defined has no result, which is a no.
 */
public final class OpaAuthorizer implements Authorizer {
    private final String name;
    private final String url;
    private final Duration patience;

    /** Asks the document at a URL. */
    public OpaAuthorizer(String name, String url, Duration patience) {
        this.name = name;
        this.url = url;
        this.patience = patience;
    }

    @Override
    public Answer ask(Matter matter) {
        try {
            JsonPath result = Web.post(url, new Json.Members(Map.of("input", matter.facts())), patience)
                    .at("result");
            boolean yes = result.json() instanceof Json.Bool(boolean value) ? value : result.isTrue("allow");
            return yes
                    ? new Answer.Yes("")
                    : new Answer.No(
                            Reason.NOT_CONSENTED, "`" + name + "` says no " + result.text("reason", "message", "msg"));
        } catch (IOException | IllegalArgumentException fault) {
            return new Answer.No(Reason.CONSENT_FAILED, "`" + name + "`: " + fault.getMessage());
        }
    }
}
