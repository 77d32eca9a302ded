package io.caisson.core.config.file;

import io.caisson.core.config.tree.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads who is asked before calls are passed on: authorizers, and people. */
final class ConsentReader {
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);
    private static final Duration LONG_MAX = Duration.ofHours(24);
    private static final int TIMES_MAX = 1_000;

    private final Reading reading;

    ConsentReader(Reading reading) {
        this.reading = reading;
    }

    Map<String, AuthorizerSpec> authorizers(MappingReader file) {
        Map<String, AuthorizerSpec> all = new LinkedHashMap<>();
        file.named("authorizers").forEach((name, entry) -> all.put(name, authorizer(name, entry.value())));
        return all;
    }

    private AuthorizerSpec authorizer(String name, Node node) {
        MappingReader reader = new MappingReader(reading, "authorizers." + name, Sections.AUTHORIZER, node);
        Optional<String> opa = reader.text("opa");
        Optional<String> plugin = reader.text("plugin");
        if (opa.isPresent() == plugin.isPresent()) {
            reading.refuse(node.position(), "authorizers." + name, "an authorizer has either `opa` or `plugin`");
        }
        web(reader, "opa", opa);
        if (plugin.isPresent() && !plugin.get().startsWith("/")) {
            reader.refuse("plugin", "is not the path of a socket");
        }
        return new AuthorizerSpec(
                name,
                opa,
                plugin,
                reader.time("timeout", TIMEOUT_MAX).orElse(AuthorizerSpec.TIMEOUT),
                reader.time("cache", LONG_MAX),
                node.position());
    }

    private static void web(MappingReader reader, String key, Optional<String> url) {
        if (url.isPresent() && !url.get().startsWith("http://") && !url.get().startsWith("https://")) {
            reader.refuse(key, "is not an address that begins with `http://` or `https://`");
        }
    }

    Optional<ApprovalSpec> approvals(MappingReader file) {
        return file.node("approvals").map(node -> {
            MappingReader reader = new MappingReader(reading, "approvals", Sections.APPROVALS, node);
            Optional<String> webhook = reader.text("webhook");
            Optional<String> socket = reader.text("socket");
            web(reader, "webhook", webhook);
            if (webhook.isEmpty() && socket.isEmpty()) {
                reading.refuse(node.position(), "approvals", "names nobody to ask; write `socket` or `webhook`");
            }
            if (socket.isPresent() && !socket.get().startsWith("/")) {
                reader.refuse("socket", "is not the path of a socket");
            }
            return new ApprovalSpec(
                    webhook,
                    socket,
                    reader.time("wait", LONG_MAX).orElse(ApprovalSpec.WAIT),
                    reader.time("remember", LONG_MAX),
                    reader.number("times", TIMES_MAX).orElse(TIMES_MAX));
        });
    }

    /** Whoever a policy would ask must be there to be asked. */
    void known(
            Map<String, PolicySpec> policies, Map<String, AuthorizerSpec> authorizers, Optional<ApprovalSpec> people) {
        for (PolicySpec policy : policies.values()) {
            for (Name name : policy.consult()) {
                if (!authorizers.containsKey(name.text())) {
                    reading.refuseName(
                            name.position(),
                            "policies." + policy.name() + ".consult",
                            "no authorizer has the name `" + name.text() + "`",
                            name.text(),
                            List.copyOf(authorizers.keySet()),
                            "authorizers");
                }
            }
            if (!policy.ask().isEmpty() && people.isEmpty()) {
                reading.refuse(
                        policy.ask().getFirst().position(),
                        "policies." + policy.name() + ".ask",
                        "there is nobody to ask; write `approvals: {socket: /run/caisson/approve.sock}`");
            }
        }
    }
}
