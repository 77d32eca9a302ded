package io.caisson.core.workload;

import io.caisson.core.inspect.ImageReference;
import java.util.Locale;

/**
 * Images by name: {@code registry.example.com/team/*:1.*}, {@code nginx}, {@code registry.example.com/**}. A pattern
 * without a registry is completed as engines complete names. Without a tag it takes every tag and every digest; with
 * {@code @sha256:*} at its end, only names with a digest.
 */
public final class ImageRule implements Entry {
    private final String text;
    private final TextGlob name;
    private final TextGlob tag;
    private final boolean digest;

    /** A rule from its pattern. */
    public ImageRule(String text) {
        this.text = text;
        int at = text.indexOf('@');
        this.digest = at >= 0;
        String rest = digest ? text.substring(0, at) : text;
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        this.name = new TextGlob(complete(tagged ? rest.substring(0, colon) : rest), '/');
        this.tag = new TextGlob(tagged ? rest.substring(colon + 1) : "*", TextGlob.NONE);
    }

    /** A pattern that begins with a star may mean any registry, so that nothing is put before it. */
    private static String complete(String pattern) {
        return pattern.startsWith("*") ? pattern : withoutTag(ImageReference.inFull(pattern));
    }

    private static String withoutTag(String full) {
        int at = full.indexOf('@');
        String named = at < 0 ? full : full.substring(0, at);
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/') ? named.substring(0, colon) : named;
    }

    @Override
    public String text() {
        return text;
    }

    /** Whether it allows an image by this name, in any form in which a client may write it. */
    public boolean allows(String reference) {
        if (reference.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return false;
        }
        String full = ImageReference.inFull(reference);
        int at = full.indexOf('@');
        if (digest && (at < 0 || !full.substring(at).startsWith("@sha256:"))) {
            return false;
        }
        String named = at < 0 ? full : full.substring(0, at);
        int colon = named.lastIndexOf(':');
        String tagged = colon > named.lastIndexOf('/') ? named.substring(colon + 1) : "";
        // Engines take names in lower case only; one that is not would be read by whoever folds it.
        String base = withoutTag(full);
        boolean plain = base.substring(base.indexOf('/') + 1)
                .equals(base.substring(base.indexOf('/') + 1).toLowerCase(Locale.ROOT));
        return plain && name.matches(base) && tag.matches(tagged);
    }

    @Override
    public boolean allows(Demand demand) {
        return demand instanceof Demand.Named(Control control, String field, String value) && allows(value);
    }
}
