package io.caisson.core.config.file;

import io.caisson.core.config.tree.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the issuers of signed tokens. */
final class IssuerReader {
    private static final Duration REFRESH_MAX = Duration.ofDays(7);

    private final Reading reading;

    IssuerReader(Reading reading) {
        this.reading = reading;
    }

    Map<String, IssuerSpec> read(MappingReader file) {
        Map<String, IssuerSpec> issuers = new LinkedHashMap<>();
        file.named("issuers")
                .forEach((name, entry) -> issuer(name, entry.value()).ifPresent(issuer -> issuers.put(name, issuer)));
        return issuers;
    }

    private Optional<IssuerSpec> issuer(String name, Node node) {
        MappingReader reader = new MappingReader(reading, "issuers." + name, Sections.ISSUER, node);
        Optional<String> issuer = reader.text("issuer");
        List<String> audience =
                reader.names("audience").stream().map(Name::text).toList();
        Optional<String> keys = reader.text("keys");
        if (keys.isPresent()
                && !keys.get().startsWith("https://")
                && !keys.get().startsWith("/")
                && !isLocal(keys.get())) {
            reader.refuse(
                    "keys",
                    "is neither `https://…` nor the path of a file; keys that come over plain HTTP could be anybody's");
        }
        Optional<Duration> refresh = reader.time("refresh", REFRESH_MAX);
        if (issuer.isEmpty() || keys.isEmpty() || audience.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IssuerSpec(
                name, issuer.get(), audience, keys.get(), refresh.orElse(IssuerSpec.REFRESH), node.position()));
    }

    /** This machine's own loopback is no network on which others could answer. */
    private static boolean isLocal(String keys) {
        return keys.startsWith("http://127.0.0.1:") || keys.startsWith("http://[::1]:");
    }
}
