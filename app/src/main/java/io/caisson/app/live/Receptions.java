package io.caisson.app.live;

import io.caisson.core.config.Address;
import io.caisson.core.config.file.ApprovalSpec;
import io.caisson.core.config.file.AuthorizerSpec;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.IssuerSpec;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.server.client.Callers;
import io.caisson.server.client.Credentials;
import io.caisson.server.client.Meters;
import io.caisson.server.client.Reception;
import io.caisson.server.client.SignedTokens;
import io.caisson.server.client.TokenFile;
import io.caisson.server.consent.ApprovalSocket;
import io.caisson.server.consent.Approvals;
import io.caisson.server.consent.Assents;
import io.caisson.server.consent.Authorizer;
import io.caisson.server.consent.OpaAuthorizer;
import io.caisson.server.consent.PluginAuthorizer;
import io.caisson.server.consent.Remembering;
import io.caisson.server.listener.BindFault;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What listeners need to know their callers; that of a listener stays as long as it has its name and its engine. */
final class Receptions {
    private final Consumer<String> warning;
    private final Map<String, Made> made = new HashMap<>();
    private @Nullable Credentials credentials;
    private @Nullable Assents assents;
    private @Nullable ApprovalSocket socket;

    /** What was made, and for which engine. */
    private record Made(Engine engine, Reception reception) {}

    Receptions(Consumer<String> warning) {
        this.warning = warning;
    }

    /** The files of a start. */
    void begin(CaissonFile file) throws IOException {
        mayBeTold(file);
        beginAsking(file);
        TokenFile tokens =
                file.tokens().map(path -> new TokenFile(Path.of(path))).orElse(null);
        SignedTokens signed = null;
        for (IssuerSpec issuer : file.issuers().values()) {
            signed = (signed == null ? SignedTokens.begin(Clock.systemUTC()) : signed)
                    .with(issuer.name(), issuer.issuer(), issuer.audience(), issuer.keys(), issuer.refresh());
        }
        if (tokens != null || signed != null) {
            credentials = new Credentials(tokens, signed, warning);
        }
    }

    private void beginAsking(CaissonFile file) throws IOException {
        Map<String, Authorizer> authorizers = new HashMap<>();
        for (AuthorizerSpec spec : file.authorizers().values()) {
            Authorizer authorizer = spec.opa().isPresent()
                    ? new OpaAuthorizer(spec.name(), spec.opa().get(), spec.timeout())
                    : new PluginAuthorizer(spec.name(), Path.of(spec.plugin().orElseThrow()), spec.timeout());
            authorizers.put(
                    spec.name(),
                    spec.cache().isPresent()
                            ? new Remembering(authorizer, spec.cache().get())
                            : authorizer);
        }
        Approvals people = null;
        if (file.approvals().isPresent()) {
            ApprovalSpec spec = file.approvals().get();
            people = new Approvals(
                    spec.webhook().orElse(null),
                    spec.patience(),
                    spec.remember().orElse(Duration.ZERO),
                    spec.times());
            if (spec.socket().isPresent()) {
                socket = ApprovalSocket.open(Path.of(spec.socket().get()), people);
            }
        }
        if (!authorizers.isEmpty() || people != null) {
            assents = new Assents(authorizers, people);
        }
    }

    /** Nobody answers for anybody any more. */
    void close() {
        ApprovalSocket open = socket;
        if (open != null) {
            open.close();
        }
    }

    /** Rules about processes and containers behind unix sockets need what only the native library can find out. */
    void mayBeTold(CaissonFile file) throws BindFault {
        for (ListenerSpec listener : file.listeners().values()) {
            boolean asks = !(listener.address() instanceof Address.Tcp)
                    && listener.clients().stream().anyMatch(client -> client.asksForProcess());
            if (asks && !Callers.problem().isEmpty()) {
                throw new BindFault("the client rules of listener `" + listener.name() + "` ask who is behind a unix"
                        + " socket, and that cannot be told here: " + Callers.problem());
            }
        }
    }

    /** That of a listener. */
    Reception of(String listener, Engine engine) {
        Made before = made.get(listener);
        if (before != null && before.engine() == engine) {
            return before.reception();
        }
        Meters meters = before == null ? new Meters() : before.reception().meters();
        Reception reception = new Reception(new Callers(engine), meters, credentials, assents);
        made.put(listener, new Made(engine, reception));
        return reception;
    }
}
