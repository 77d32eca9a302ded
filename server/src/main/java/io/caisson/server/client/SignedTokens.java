package io.caisson.server.client;

import io.caisson.core.identity.Credential;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * JSON Web Tokens (RFC 7519, in the compact form of RFC 7515) of issuers that the configuration names. The key decides
 * which algorithm may be used, never the token alone; both parts are read by the strict reader, which refuses a claim
 * that comes twice; issuer, audience and end of validity must be there.
 */
public final class SignedTokens implements StatementVerifier {
    private static final JsonLimits PART = new JsonLimits(16 << 10, 8, 1_024, 20);
    /** How far clocks may be apart. */
    private static final long LEEWAY_SECONDS = 60;

    private final List<Trusted> issuers;
    private final Clock clock;

    /**
     * One issuer.
     *
     * @param name what the configuration calls it
     * @param issuer what its tokens say in {@code iss}
     * @param audience what they must say in {@code aud}, one of these
     */
    private record Trusted(String name, String issuer, List<String> audience, PublicKeys keys) {}

    private SignedTokens(List<Trusted> issuers, Clock clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /** Prepares; nothing is fetched before the first token comes. */
    public static SignedTokens begin(Clock clock) {
        return new SignedTokens(List.of(), clock);
    }

    /**
     * The same with one issuer more.
     *
     * @param keys where its keys are, a URL or a path
     * @param refresh how long they are used before they are fetched again
     */
    public SignedTokens with(String name, String issuer, List<String> audience, String keys, Duration refresh) {
        Trusted added = new Trusted(name, issuer, List.copyOf(audience), new PublicKeys(keys, refresh));
        return new SignedTokens(
                Stream.concat(issuers.stream(), Stream.of(added)).toList(), clock);
    }

    @Override
    public Finding verify(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return new Finding.Doubtful("it is no token in three parts");
        }
        try {
            JsonPath header = part(parts[0]);
            JsonPath claims = part(parts[1]);
            if (!(header.at("crit").json() instanceof Json.Null)) {
                return new Finding.Doubtful("its head asks for what is not known here");
            }
            String said = claims.text("iss");
            Optional<Trusted> issuer =
                    issuers.stream().filter(each -> each.issuer().equals(said)).findFirst();
            if (issuer.isEmpty()) {
                return new Finding.Doubtful("its issuer is none that is named here");
            }
            byte[] content = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!signed(issuer.get(), header, content, signature)) {
                return new Finding.Doubtful("no key of issuer `" + issuer.get().name() + "` has signed it");
            }
            return judged(issuer.get(), claims);
        } catch (IOException fault) {
            return new Finding.Doubtful("the issuer's keys cannot be had: " + fault.getMessage());
        } catch (IllegalArgumentException malformed) {
            return new Finding.Doubtful("it is no token that can be read in one way");
        }
    }

    private static JsonPath part(String base64) {
        if (StrictJson.read(Base64.getUrlDecoder().decode(base64), PART) instanceof Read.Value<Json>(Json json)) {
            return new JsonPath(json);
        }
        throw new IllegalArgumentException("no JSON");
    }

    private static boolean signed(Trusted issuer, JsonPath header, byte[] content, byte[] signature)
            throws IOException {
        String algorithm = header.text("alg");
        for (PublicKeys.Key key : issuer.keys().find(header.text("kid"))) {
            Optional<Signature> verifier =
                    key.only().isEmpty() || key.only().equals(algorithm) ? verifier(key, algorithm) : Optional.empty();
            if (verifier.isPresent() && fits(verifier.get(), key, content, signature)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(Signature verifier, PublicKeys.Key key, byte[] content, byte[] signature) {
        try {
            verifier.initVerify(key.key());
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** What verifies an algorithm with a key of this family; empty where the two do not go together. */
    private static Optional<Signature> verifier(PublicKeys.Key key, String algorithm) {
        try {
            return switch (key.family() + " " + algorithm) {
                case "RSA RS256" -> Optional.of(Signature.getInstance("SHA256withRSA"));
                case "RSA RS384" -> Optional.of(Signature.getInstance("SHA384withRSA"));
                case "RSA RS512" -> Optional.of(Signature.getInstance("SHA512withRSA"));
                case "RSA PS256" -> {
                    Signature pss = Signature.getInstance("RSASSA-PSS");
                    pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                    yield Optional.of(pss);
                }
                case "P256 ES256" -> Optional.of(Signature.getInstance("SHA256withECDSAinP1363Format"));
                case "P384 ES384" -> Optional.of(Signature.getInstance("SHA384withECDSAinP1363Format"));
                case "ED25519 EdDSA" -> Optional.of(Signature.getInstance("Ed25519"));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException missing) {
            return Optional.empty();
        }
    }

    private Finding judged(Trusted issuer, JsonPath claims) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        if (claims.json() instanceof Json.Members(Map<String, Json> members)) {
            members.forEach((name, value) -> all.put(name, texts(value)));
        }
        List<String> audience = all.getOrDefault("aud", List.of());
        if (issuer.audience().stream().noneMatch(audience::contains)) {
            return new Finding.Doubtful("it is meant for others: no `aud` of it is ours");
        }
        long now = clock.millis() / 1_000;
        long until = claims.number("exp");
        if (until <= 0) {
            return new Finding.Doubtful("it has no end of validity");
        }
        if (now >= until + LEEWAY_SECONDS) {
            return new Finding.Doubtful("it has expired");
        }
        if (claims.number("nbf") > now + LEEWAY_SECONDS || claims.number("iat") > now + LEEWAY_SECONDS) {
            return new Finding.Doubtful("it is not valid yet");
        }
        long untilMillis = Math.min(until, Long.MAX_VALUE / 2_000) * 1_000 + LEEWAY_SECONDS * 1_000;
        return new Finding.Genuine(new Credential.Statement(issuer.name(), claims.text("sub"), all), untilMillis);
    }

    /** A claim as texts; what is neither text, number nor truth value is left aside. */
    private static List<String> texts(Json value) {
        return switch (value) {
            case Json.Text(String text) -> List.of(text);
            case Json.Numeral(String text) -> List.of(text);
            case Json.Bool(boolean truth) -> List.of(String.valueOf(truth));
            case Json.Array(List<Json> items) -> {
                List<String> texts = new ArrayList<>();
                items.stream().filter(item -> !(item instanceof Json.Array)).forEach(item -> texts.addAll(texts(item)));
                yield List.copyOf(texts);
            }
            case Json.Members members -> List.of();
            case Json.Null none -> List.of();
        };
    }
}
