package io.caisson.server.client;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The public keys of one issuer, from a file or a URL that holds a JWK set (RFC 7517). They are kept for a while; a key
 * that is asked for and not there has them fetched again, but not more often than every ten seconds.
 */
final class PublicKeys {
    private static final int FETCH_MILLIS_MAX = 5_000;
    private static final long AGAIN_NANOS = 10_000_000_000L;
    private static final JsonLimits SET = new JsonLimits(1 << 20, 16, 16_384, 64);
    private static final int RSA_BITS_MIN = 2048;

    private final String place;
    private final long refreshNanos;
    private List<Key> keys = List.of();
    private long fetchedAt;
    private boolean fetched;

    /**
     * One key: its id, which may be empty, the family of its algorithm, and the one algorithm that it is for, if any.
     */
    record Key(String id, Family family, String only, PublicKey key) {}

    /** Which algorithms a key can be for. */
    enum Family {
        RSA,
        P256,
        P384,
        ED25519
    }

    PublicKeys(String place, Duration refresh) {
        this.place = place;
        this.refreshNanos = refresh.toNanos();
    }

    /** Those with an id, or all where none is asked for. */
    synchronized List<Key> find(String id) throws IOException {
        long now = System.nanoTime();
        if (!fetched || now - fetchedAt >= refreshNanos) {
            fetch(now);
        }
        List<Key> found = matching(id);
        if (found.isEmpty() && now - fetchedAt >= AGAIN_NANOS) {
            fetch(now);
            found = matching(id);
        }
        return found;
    }

    private List<Key> matching(String id) {
        return keys.stream().filter(key -> id.isEmpty() || key.id().equals(id)).toList();
    }

    /** Keys that cannot be fetched any more are used no longer than they were to be. */
    private void fetch(long now) throws IOException {
        fetchedAt = now;
        byte[] text = place.startsWith("http") ? download() : Files.readAllBytes(Path.of(place));
        if (!(StrictJson.read(text, SET) instanceof Read.Value<Json>(Json json))) {
            throw new IOException("`" + place + "` is no JSON");
        }
        List<Key> read = new ArrayList<>();
        for (JsonPath key : new JsonPath(json).at("keys").children()) {
            key(key).ifPresent(read::add);
        }
        if (read.isEmpty()) {
            throw new IOException("`" + place + "` holds no public key that can be used");
        }
        keys = List.copyOf(read);
        fetched = true;
    }

    private byte[] download() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(place).toURL().openConnection();
        connection.setConnectTimeout(FETCH_MILLIS_MAX);
        connection.setReadTimeout(FETCH_MILLIS_MAX);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json");
        try (InputStream in = connection.getInputStream()) {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("`" + place + "` answered " + connection.getResponseCode());
            }
            byte[] text = in.readNBytes(SET.bytesMax() + 1);
            if (text.length > SET.bytesMax()) {
                throw new IOException("`" + place + "` is longer than " + SET.bytesMax() + " bytes");
            }
            return text;
        } finally {
            connection.disconnect();
        }
    }

    /** A key for signatures; empty for every other, which is nothing to stumble over. */
    private static Optional<Key> key(JsonPath json) {
        String use = json.text("use");
        if (!use.isEmpty() && !use.equals("sig")) {
            return Optional.empty();
        }
        String id = json.text("kid");
        String only = json.text("alg");
        try {
            return switch (json.text("kty") + " " + json.text("crv")) {
                case "RSA " -> {
                    BigInteger modulus = number(json, "n");
                    yield modulus.bitLength() < RSA_BITS_MIN
                            ? Optional.empty()
                            : Optional.of(new Key(
                                    id,
                                    Family.RSA,
                                    only,
                                    KeyFactory.getInstance("RSA")
                                            .generatePublic(new RSAPublicKeySpec(modulus, number(json, "e")))));
                }
                case "EC P-256" -> Optional.of(new Key(id, Family.P256, only, curve("secp256r1", json)));
                case "EC P-384" -> Optional.of(new Key(id, Family.P384, only, curve("secp384r1", json)));
                case "OKP Ed25519" -> Optional.of(new Key(id, Family.ED25519, only, edwards(json)));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static BigInteger number(JsonPath json, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(json.text(name)));
    }

    private static PublicKey curve(String name, JsonPath json) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(name));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(json, "x"), number(json, "y")),
                        parameters.getParameterSpec(ECParameterSpec.class)));
    }

    /** RFC 8032: the bytes are the ordinate with the least first, and the abscissa's last bit on top. */
    private static PublicKey edwards(JsonPath json) throws GeneralSecurityException {
        byte[] bytes = Base64.getUrlDecoder().decode(json.text("x"));
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        boolean odd = (turned[0] & 0x80) != 0;
        turned[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, turned))));
    }
}
