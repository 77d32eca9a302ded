package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.util.Locale;

/**
 * An image's name in the short form that the engine shows.
 *
 * @param repository without the default registry and its `library/`
 * @param tag the tag, `latest` if none was given, or a digest `sha256:…`
 */
public record ImageName(String repository, String tag) {
    private static final String DEFAULT_REGISTRY = "docker.io/";

    /** Reads a name with an optional tag or digest. */
    public static ImageName parse(String text) {
        int at = text.indexOf('@');
        if (at >= 0) {
            String digest = text.substring(at + 1);
            ImageName named = parse(text.substring(0, at));
            return of(named.repository, digest);
        }
        int colon = text.lastIndexOf(':');
        if (colon > text.lastIndexOf('/')) {
            return of(text.substring(0, colon), text.substring(colon + 1));
        }
        return of(text, "latest");
    }

    /** A name from its two parts; an empty tag is `latest`. */
    public static ImageName of(String repository, String tag) {
        String name = repository;
        if (name.startsWith(DEFAULT_REGISTRY)) {
            name = name.substring(DEFAULT_REGISTRY.length());
        }
        if (name.startsWith("library/")) {
            name = name.substring("library/".length());
        }
        String shortTag = tag.isEmpty() ? "latest" : tag;
        if (!hasRegistry(name) && !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw ApiFault.badRequest(
                    "invalid reference format: repository name (" + path(name) + ") must be lowercase");
        }
        if (!validRepository(name) || !validTag(shortTag)) {
            throw ApiFault.badRequest("invalid reference format");
        }
        return new ImageName(name, shortTag);
    }

    private static boolean hasRegistry(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    }

    /** The repository's path in its registry. */
    public String path() {
        return path(repository);
    }

    private static String path(String name) {
        return name.indexOf('/') < 0 ? "library/" + name : name;
    }

    private static boolean validRepository(String name) {
        return !name.isEmpty()
                && !name.startsWith("/")
                && !name.endsWith("/")
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || "._-/:".indexOf(c) >= 0);
    }

    private static boolean validTag(String tag) {
        return tag.length() <= 128
                && tag.chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || "._-:".indexOf(c) >= 0);
    }

    public boolean isDigest() {
        return tag.startsWith("sha256:");
    }

    @Override
    public String toString() {
        return repository + (isDigest() ? "@" : ":") + tag;
    }
}
