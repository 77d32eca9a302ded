package io.caisson.server.client;

import io.caisson.core.identity.Credential;
import io.caisson.core.identity.Principal;
import io.caisson.core.reason.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the {@code Authorization} of requests: tokens and passwords of ours, and signed tokens of issuers. A token
 * is told at once; a password or a signed token takes a thread of its own, and is then remembered for a while by a
 * keyed hash, never as it came. Whatever was told holds only as long as the file of tokens stays as it is.
 */
public final class Credentials {
    /** The file is looked at no more often. */
    private static final long SECOND_NANOS = 1_000_000_000L;

    private static final int CHARS_MAX = 16 << 10;
    /** Passwords that are hashed at the same time. */
    private static final int AT_ONCE = 2;
    /** Passwords and signed tokens that wait for that; more are refused. */
    private static final int WAITING_MAX = 64;

    private static final int REMEMBERED_MAX = 1_024;
    private static final long REMEMBERED_MILLIS = 60_000;

    private final @Nullable TokenFile file;
    private final @Nullable StatementVerifier statements;
    private final Consumer<String> warning;
    private final Attempts attempts = new Attempts();
    private final Semaphore waiting = new Semaphore(WAITING_MAX);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final SecretKeySpec key;
    private final Map<String, Check.Proved> remembered = new LinkedHashMap<>();

    private volatile TokenFile.Index index = TokenFile.Index.NONE;
    private volatile int generation;
    private volatile long nextLook = System.nanoTime();
    private String fileState = "";

    /**
     * Prepares.
     *
     * @param file the tokens, or null where there are none
     * @param statements what looks at signed tokens, or null where there are no issuers
     * @param warning told once of each state of the file that cannot be used
     */
    public Credentials(@Nullable TokenFile file, @Nullable StatementVerifier statements, Consumer<String> warning) {
        this.file = file;
        this.statements = statements;
        this.warning = warning;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        generation();
    }

    /** The present state: what was proved under another must be proved again. Looks at most once a second. */
    public int generation() {
        long now = System.nanoTime();
        if (file != null && now - nextLook >= 0) {
            look(file, now);
        }
        return generation;
    }

    private synchronized void look(TokenFile from, long now) {
        if (now - nextLook < 0) {
            return;
        }
        nextLook = now + SECOND_NANOS;
        String newState = from.state();
        if (generation > 0 && newState.equals(fileState)) {
            return;
        }
        fileState = newState;
        try {
            index = TokenFile.Index.of(from.read());
        } catch (IOException | RuntimeException fault) {
            index = TokenFile.Index.NONE;
            warning.accept("no token is good, for the file cannot be used: " + fault.getMessage());
        }
        synchronized (remembered) {
            remembered.clear();
        }
        generation++;
    }

    /** Looks at the value of an {@code Authorization} field. */
    public Check check(String authorization, Principal caller) {
        int state = generation();
        int space = authorization.indexOf(' ');
        if (space < 0 || authorization.length() > CHARS_MAX) {
            return refused(caller, "the field has not the form `SCHEME VALUE`");
        }
        String scheme = authorization.substring(0, space);
        String value = authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer")) {
            return value.startsWith(TokenEntry.PREFIX) ? token(value, "", caller) : statement(value, state, caller);
        }
        return scheme.equalsIgnoreCase("Basic")
                ? basic(value, state, caller)
                : refused(caller, "the scheme is not known");
    }

    private Check refused(Principal caller, String detail) {
        attempts.failed(caller.account(), System.nanoTime());
        return new Check.Refused(Reason.CREDENTIALS_REFUSED, detail, 0);
    }

    /** A token of ours: 256 random bits, so that trying others costs us nothing and gains nobody anything. */
    private Check token(String value, String name, Principal caller) {
        int line = value.indexOf('_', TokenEntry.PREFIX.length());
        TokenEntry entry = line < 0 ? null : index.tokens().get(value.substring(TokenEntry.PREFIX.length(), line));
        if (entry == null || !name.isEmpty() && !entry.name().equals(name) || !entry.isSecret(value)) {
            return refused(caller, "there is no such token");
        }
        return valid(entry, caller);
    }

    private Check valid(TokenEntry entry, Principal caller) {
        return entry.expires() <= System.currentTimeMillis()
                ? refused(caller, "`" + entry.name() + "` has expired")
                : new Check.Proved(new Credential.Token(entry.name()), entry.expires());
    }

    private Check basic(String value, int state, Principal caller) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return refused(caller, "the pair of name and password is not Base64");
        }
        int colon = pair.indexOf(':');
        if (colon < 1) {
            return refused(caller, "there is no name before the password");
        }
        String name = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        if (password.startsWith(TokenEntry.PREFIX)) {
            return token(password, name, caller);
        }
        String memory = state + " " + memory(value);
        Check.Proved known = recall(memory);
        if (known != null) {
            return known;
        }
        return inTurn(caller, () -> {
            TokenEntry entry = index.passwords().get(name);
            // A name that nobody has takes as long as one that somebody has.
            boolean right = entry == null ? hashedForNothing(password) : entry.isSecret(password);
            Check check = entry == null || !right
                    ? refused(caller, "there is no such name with this password")
                    : valid(entry, caller);
            remember(memory, check);
            return check;
        });
    }

    private static boolean hashedForNothing(String password) {
        TokenEntry.hash(true, TokenEntry.PASSWORD_ROUNDS, new byte[16], password);
        return false;
    }

    private Check statement(String value, int state, Principal caller) {
        StatementVerifier verifier = statements;
        if (verifier == null) {
            return refused(caller, "it is no token of ours, and no issuer is named");
        }
        String memory = state + " " + memory(value);
        Check.Proved known = recall(memory);
        if (known != null) {
            return known;
        }
        return inTurn(caller, () -> {
            Check check = switch (verifier.verify(value)) {
                case StatementVerifier.Finding.Genuine(Credential.Statement statement, long until) ->
                    new Check.Proved(statement, until);
                case StatementVerifier.Finding.Doubtful(String detail) -> refused(caller, detail);
            };
            remember(memory, check);
            return check;
        });
    }

    private Check inTurn(Principal caller, Check.Work work) {
        long pause = attempts.pause(caller.account(), System.nanoTime());
        if (pause > 0) {
            return new Check.Refused(
                    Reason.TOO_MANY_ATTEMPTS, "nothing was looked at", (pause + SECOND_NANOS - 1) / SECOND_NANOS);
        }
        if (!waiting.tryAcquire()) {
            return new Check.Refused(Reason.TOO_MANY_ATTEMPTS, "too many others are looked at", 1);
        }
        return (Check.Work) () -> {
            turns.acquireUninterruptibly();
            try {
                return work.done();
            } catch (RuntimeException bug) {
                return new Check.Refused(Reason.CREDENTIALS_REFUSED, "our own code failed: " + bug, 0);
            } finally {
                turns.release();
                waiting.release();
            }
        };
    }

    private Check.@Nullable Proved recall(String memory) {
        synchronized (remembered) {
            Check.Proved known = remembered.get(memory);
            return known == null || known.untilMillis() <= System.currentTimeMillis() ? null : known;
        }
    }

    private void remember(String memory, Check check) {
        if (check instanceof Check.Proved proved) {
            long until = Math.min(proved.untilMillis(), System.currentTimeMillis() + REMEMBERED_MILLIS);
            synchronized (remembered) {
                if (remembered.size() >= REMEMBERED_MAX) {
                    remembered.clear();
                }
                remembered.put(memory, new Check.Proved(proved.credential(), until));
            }
        }
    }

    /** A keyed hash, by which what was told of a secret is found again, and nothing else. */
    private String memory(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has this", missing);
        }
    }
}
