package io.caisson.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.identity.Credential;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed tokens: which are believed, and the ways in which others were taken in. */
class SignedTokensTest {
    private static final long NOW = 1_800_000_000L;
    private static final String GOOD =
            "{\"iss\":\"https://ci\",\"aud\":\"caisson\",\"exp\":1800000600,\"sub\":\"job\",\"ref\":\"main\",\"n\":7}";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair RSA = pair("RSA", "");
    private static final KeyPair CURVE = pair("EC", "secp256r1");
    private static final KeyPair EDWARDS = pair("Ed25519", "");

    @TempDir
    private Path folder;

    private SignedTokens tokens;

    private static KeyPair pair(String algorithm, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @BeforeEach
    void writeKeys() throws IOException {
        RSAPublicKey rsa = (RSAPublicKey) RSA.getPublic();
        ECPublicKey curve = (ECPublicKey) CURVE.getPublic();
        byte[] edwards = EDWARDS.getPublic().getEncoded();
        Path keys = Files.writeString(folder.resolve("keys.json"), """
                {"keys": [
                  {"kty": "RSA", "kid": "r", "use": "sig", "n": "%s", "e": "%s"},
                  {"kty": "EC", "crv": "P-256", "kid": "c", "alg": "ES256", "x": "%s", "y": "%s"},
                  {"kty": "OKP", "crv": "Ed25519", "kid": "e", "x": "%s"},
                  {"kty": "RSA", "kid": "enc", "use": "enc", "n": "%s", "e": "%s"},
                  {"kty": "oct", "kid": "s", "k": "c2VjcmV0"}
                ]}
                """.formatted(
                        number(rsa.getModulus(), 0),
                        number(rsa.getPublicExponent(), 0),
                        number(curve.getW().getAffineX(), 32),
                        number(curve.getW().getAffineY(), 32),
                        BASE64.encodeToString(Arrays.copyOfRange(edwards, edwards.length - 32, edwards.length)),
                        number(rsa.getModulus(), 0),
                        number(rsa.getPublicExponent(), 0)));
        tokens = SignedTokens.begin(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))
                .with("ci", "https://ci", List.of("caisson", "other"), keys.toString(), Duration.ofHours(1));
    }

    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] whole = new byte[Math.max(length, bytes.length - from)];
        System.arraycopy(bytes, from, whole, whole.length - (bytes.length - from), bytes.length - from);
        return BASE64.encodeToString(whole);
    }

    private static String token(String header, String claims, String algorithm, KeyPair pair) throws Exception {
        String content = BASE64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    private String doubt(String token) {
        return tokens.verify(token) instanceof StatementVerifier.Finding.Doubtful(String detail) ? detail : "";
    }

    private static String rsa(String claims) throws Exception {
        return token("{\"alg\":\"RS256\",\"kid\":\"r\"}", claims, "SHA256withRSA", RSA);
    }

    @Test
    void tokens_of_every_kind_of_key_are_believed_with_all_their_claims() throws Exception {
        for (String token : List.of(
                rsa(GOOD),
                token("{\"alg\":\"RS256\"}", GOOD, "SHA256withRSA", RSA),
                token("{\"alg\":\"ES256\",\"kid\":\"c\"}", GOOD, "SHA256withECDSAinP1363Format", CURVE),
                token("{\"alg\":\"EdDSA\",\"kid\":\"e\"}", GOOD, "Ed25519", EDWARDS))) {
            assertThat(tokens.verify(token))
                    .isInstanceOfSatisfying(StatementVerifier.Finding.Genuine.class, genuine -> {
                        Credential.Statement statement = genuine.statement();
                        assertThat(statement.name()).isEqualTo("ci:job");
                        assertThat(statement.claims())
                                .containsEntry("ref", List.of("main"))
                                .containsEntry("n", List.of("7"));
                        assertThat(genuine.untilMillis()).isEqualTo(1_800_000_660_000L);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'iss':'https://ci','aud':'caisson','exp':1799999900}                   | expired",
                "{'iss':'https://ci','aud':'caisson'}                                    | no end of validity",
                "{'iss':'https://ci','aud':'caisson','exp':'1800000600'}                 | no end of validity",
                "{'iss':'https://ci','aud':'caisson','exp':1800000600,'nbf':1800000100}  | not valid yet",
                "{'iss':'https://ci','aud':'caisson','exp':1800000600,'iat':1800000100}  | not valid yet",
                "{'iss':'https://ci','exp':1800000600}                                   | meant for others",
                "{'iss':'https://ci','aud':['x','y'],'exp':1800000600}                   | meant for others",
                "{'iss':'https://ci/','aud':'caisson','exp':1800000600}                  | issuer is none",
                "{'aud':'caisson','exp':1800000600}                                      | issuer is none",
                "{'iss':'https://ci','aud':'x','aud':'caisson','exp':1800000600}         | read in one way"
            })
    void a_claim_that_is_wrong_or_missing_is_doubt(String claims, String why) throws Exception {
        assertThat(doubt(rsa(claims.replace('\'', '"')))).contains(why);
    }

    @Test
    void one_audience_of_several_is_enough() throws Exception {
        assertThat(doubt(rsa(GOOD.replace("\"caisson\"", "[\"x\",\"other\"]")))).isEmpty();
    }

    @Test
    void a_token_cannot_choose_how_it_is_looked_at() throws Exception {
        String content = BASE64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(GOOD.getBytes(StandardCharsets.UTF_8));
        assertThat(doubt(content + ".")).contains("has signed it");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(RSA.getPublic().getEncoded(), "HmacSHA256"));
        String symmetric = content.replace(
                BASE64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)),
                BASE64.encodeToString("{\"alg\":\"HS256\",\"kid\":\"r\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(doubt(symmetric + "."
                        + BASE64.encodeToString(mac.doFinal(symmetric.getBytes(StandardCharsets.US_ASCII)))))
                .contains("has signed it");
        assertThat(doubt(token("{\"alg\":\"RS256\",\"kid\":\"enc\"}", GOOD, "SHA256withRSA", RSA)))
                .as("a key that is not for signatures")
                .contains("has signed it");
        assertThat(doubt(token("{\"alg\":\"ES256\",\"kid\":\"r\"}", GOOD, "SHA256withRSA", RSA)))
                .contains("has signed it");
        assertThat(doubt(token("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"kid\":\"r\"}", GOOD, "SHA256withRSA", RSA)))
                .contains("not known here");
    }

    @Test
    void what_was_changed_or_is_no_token_is_refused() throws Exception {
        String token = rsa(GOOD);
        String[] parts = token.split("\\.");
        String other = BASE64.encodeToString(GOOD.replace("main", "evil").getBytes(StandardCharsets.UTF_8));
        assertThat(doubt(parts[0] + "." + other + "." + parts[2])).contains("has signed it");
        for (String nonsense : List.of("", ".", "..", "a.b.c", token + ".x", parts[0] + "." + parts[1], token + "=")) {
            assertThat(doubt(nonsense)).as(nonsense).isNotEmpty();
        }
    }

    @Test
    void keys_that_cannot_be_had_are_doubt() throws Exception {
        Files.delete(folder.resolve("keys.json"));
        assertThat(doubt(rsa(GOOD))).contains("keys cannot be had");
    }
}
