package io.caisson.server.proxy;

import io.caisson.core.http.RequestHead;
import io.caisson.core.policy.client.Admission;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What the latest credentials of one connection came to, so that a kept connection pays for a look at them once. Of the
 * credentials themselves only a hash is kept.
 */
final class Proof {
    private final MessageDigest digest = sha256();
    private final byte[] seen = new byte[digest.getDigestLength()];
    private final byte[] now = new byte[digest.getDigestLength()];
    private int generation;
    private long untilMillis;
    private @Nullable Admission admission;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has this", missing);
        }
    }

    /** What the same credentials came to, or null where that is not known or holds no more. */
    @Nullable
    Admission known(RequestHead head, int currentGeneration) {
        Admission current = admission;
        if (current == null || generation != currentGeneration || System.currentTimeMillis() >= untilMillis) {
            return null;
        }
        hash(head, now);
        return MessageDigest.isEqual(seen, now) ? current : null;
    }

    /** Keeps what credentials came to. */
    void remember(RequestHead head, int currentGeneration, long newUntilMillis, Admission newAdmission) {
        hash(head, seen);
        generation = currentGeneration;
        untilMillis = newUntilMillis;
        admission = newAdmission;
    }

    private void hash(RequestHead head, byte[] to) {
        int start = head.authorizationStart();
        digest.update(head.bytes(), start, head.authorizationEnd() - start);
        try {
            digest.digest(to, 0, to.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The credentials; to be looked at and forgotten. */
    static String text(RequestHead head) {
        int start = head.authorizationStart();
        return new String(head.bytes(), start, head.authorizationEnd() - start, StandardCharsets.ISO_8859_1);
    }
}
