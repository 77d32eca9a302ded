package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Identifiers of 64 hexadecimal digits, and how they are abbreviated. */
public final class Ids {
    private static final int ID_BYTES = 32;
    private static final int SHORT_LENGTH = 12;

    private Ids() {}

    /** A new identifier. */
    static String random() {
        byte[] bytes = new byte[ID_BYTES];
        RandomGenerator.getDefault().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The identifier that belongs to a text, the same every time. */
    public static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The first twelve digits. */
    public static String abbreviated(String id) {
        String digits = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return digits.length() <= SHORT_LENGTH ? digits : digits.substring(0, SHORT_LENGTH);
    }

    /**
     * The one object whose identifier starts with the text, or null.
     *
     * @throws ApiFault when there are several
     */
    static <T> @Nullable T byPrefix(Map<String, T> objects, String prefix) {
        T found = null;
        for (Map.Entry<String, T> entry : objects.entrySet()) {
            if (!prefix.isEmpty() && entry.getKey().startsWith(prefix)) {
                if (found != null) {
                    throw ApiFault.badRequest("multiple IDs found with provided prefix: " + prefix);
                }
                found = entry.getValue();
            }
        }
        return found;
    }
}
