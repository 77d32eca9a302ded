package io.caisson.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.identity.Credential;
import io.caisson.core.identity.Principal;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, passwords and statements: what is good, what is not, and what becomes of trying. */
class CredentialsTest {
    private static final Principal CALLER = new Principal("l", "192.0.2.7");
    private static final Principal OTHER = new Principal("l", "192.0.2.8");
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private TokenFile file;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void makeFile() {
        file = new TokenFile(folder.resolve("tokens"));
    }

    private Credentials credentials() {
        return new Credentials(file, null, warnings::add);
    }

    private static Check check(Credentials credentials, String value, Principal caller) {
        Check check = credentials.check(value, caller);
        return check instanceof Check.Work work ? work.done() : check;
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_token_is_told_at_once_and_a_password_elsewhere() throws Exception {
        String token = file.addToken("ci", Long.MAX_VALUE);
        file.addPassword("alice", PASSWORD, Long.MAX_VALUE);
        Credentials credentials = credentials();
        Check.Proved proved = new Check.Proved(new Credential.Token("ci"), Long.MAX_VALUE);
        assertThat(credentials.check("Bearer " + token, CALLER)).isEqualTo(proved);
        assertThat(credentials.check("bearer   " + token, CALLER)).isEqualTo(proved);
        assertThat(credentials.check(basic("alice:" + PASSWORD), CALLER)).isInstanceOf(Check.Work.class);
        assertThat(check(credentials, basic("alice:" + PASSWORD), CALLER))
                .isEqualTo(new Check.Proved(new Credential.Token("alice"), Long.MAX_VALUE));
        assertThat(credentials.check(basic("alice:" + PASSWORD), CALLER))
                .as("remembered for a while")
                .isInstanceOf(Check.Proved.class);
        assertThat(credentials.check(basic("alice:" + PASSWORD + "x"), CALLER)).isInstanceOf(Check.Work.class);
    }

    @Test
    void wrong_passwords_make_the_next_one_wait_but_lock_nobody_else_and_no_token_out() throws Exception {
        String token = file.addToken("ci", Long.MAX_VALUE);
        file.addPassword("alice", PASSWORD, Long.MAX_VALUE);
        Credentials credentials = credentials();
        for (int i = 0; i < 6; i++) {
            assertThat(check(credentials, basic("alice:wrong" + i), CALLER))
                    .isInstanceOfSatisfying(
                            Check.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .isIn(Reason.CREDENTIALS_REFUSED, Reason.TOO_MANY_ATTEMPTS));
        }
        assertThat(credentials.check(basic("alice:" + PASSWORD), CALLER))
                .isInstanceOfSatisfying(Check.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
                    assertThat(refused.seconds()).isBetween(1L, 2L);
                });
        assertThat(check(credentials, basic("alice:" + PASSWORD), OTHER)).isInstanceOf(Check.Proved.class);
        assertThat(credentials.check("Bearer " + token, CALLER)).isInstanceOf(Check.Proved.class);
    }

    @Test
    void nothing_of_a_secret_is_in_the_file_or_in_what_is_said_of_a_refusal() throws Exception {
        String token = file.addToken("ci", Long.MAX_VALUE);
        file.addPassword("alice", PASSWORD, Long.MAX_VALUE);
        String text = Files.readString(folder.resolve("tokens"));
        assertThat(text).doesNotContain(PASSWORD).doesNotContain(token.substring(token.lastIndexOf('_') + 1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tokens"))))
                .isEqualTo("rw-------");
        Credentials credentials = credentials();
        for (String value : List.of(
                "Bearer s3cr3t", "Basic s3cr3t", basic("s3cr3t"), basic("s3cr3t:s3cr3t"), "s3cr3t", "Own s3cr3t")) {
            assertThat(check(credentials, value, CALLER).toString()).doesNotContain("s3cr3t");
        }
        assertThat(TokenEntry.parse(text.lines().skip(1).findFirst().orElseThrow())
                        .orElseThrow()
                        .toString())
                .isEqualTo("ci until never");
    }

    @Test
    void a_change_of_the_file_counts_within_a_second_and_forgets_what_was_remembered() throws Exception {
        String token = file.addToken("ci", Long.MAX_VALUE);
        file.addPassword("alice", PASSWORD, Long.MAX_VALUE);
        Credentials credentials = credentials();
        int before = credentials.generation();
        assertThat(check(credentials, basic("alice:" + PASSWORD), CALLER)).isInstanceOf(Check.Proved.class);
        assertThat(file.revoke("alice")).isEqualTo(1);
        Thread.sleep(1_100);
        assertThat(credentials.generation()).isGreaterThan(before);
        assertThat(check(credentials, basic("alice:" + PASSWORD), CALLER)).isInstanceOf(Check.Refused.class);
        assertThat(credentials.check("Bearer " + token, CALLER)).isInstanceOf(Check.Proved.class);
        assertThat(file.revoke("nobody")).isZero();
    }

    @Test
    void a_file_that_everybody_may_write_or_that_holds_nonsense_makes_no_token_good() throws Exception {
        String token = file.addToken("ci", Long.MAX_VALUE);
        Path path = folder.resolve("tokens");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(credentials().check("Bearer " + token, CALLER)).isInstanceOf(Check.Refused.class);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(credentials().check("Bearer " + token, CALLER)).isInstanceOf(Check.Proved.class);
        file.addToken("more", Long.MAX_VALUE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .as("rights that were given stay")
                .isEqualTo("rw-r-----");
        Files.writeString(path, Files.readString(path) + "x token y\n");
        assertThat(credentials().check("Bearer " + token, CALLER)).isInstanceOf(Check.Refused.class);
        assertThat(warnings).hasSize(2).last().asString().contains("line 4 of").contains("is no token");
    }

    @Test
    void a_statement_is_looked_at_once_while_it_is_remembered() {
        AtomicInteger looks = new AtomicInteger();
        Credential.Statement statement = new Credential.Statement("gitlab", "job", Map.of());
        Credentials credentials = new Credentials(
                null,
                token -> {
                    looks.incrementAndGet();
                    return token.equals("good")
                            ? new StatementVerifier.Finding.Genuine(statement, Long.MAX_VALUE)
                            : new StatementVerifier.Finding.Doubtful("bad");
                },
                warnings::add);
        assertThat(check(credentials, "Bearer good", CALLER))
                .isInstanceOfSatisfying(
                        Check.Proved.class,
                        proved -> assertThat(proved.credential()).isEqualTo(statement));
        assertThat(credentials.check("Bearer good", CALLER)).isInstanceOf(Check.Proved.class);
        assertThat(looks).hasValue(1);
        assertThat(check(credentials, "Bearer bad", CALLER)).isInstanceOf(Check.Refused.class);
        assertThat(check(credentials, "Bearer bad", CALLER)).isInstanceOf(Check.Refused.class);
        assertThat(looks).as("what is refused is not remembered").hasValue(3);
    }
}
