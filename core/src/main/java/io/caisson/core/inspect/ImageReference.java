package io.caisson.core.inspect;

import java.util.Locale;

/** Names of images as engines complete them. */
public final class ImageReference {
    private static final String REGISTRY = "docker.io";
    private static final String OLD_REGISTRY = "index.docker.io";

    private ImageReference() {}

    /**
     * The full form of a name: with its registry, its folder and its tag, as in {@code docker.io/library/nginx:latest};
     * a name with a digest gets no tag. An id is completed like a name, so tell the two apart first.
     */
    public static String inFull(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        boolean hasRegistry = first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        String registry = hasRegistry ? first : REGISTRY;
        String rest = hasRegistry ? reference.substring(slash + 1) : reference;
        if (registry.equals(OLD_REGISTRY)) {
            registry = REGISTRY;
        }
        if (registry.equals(REGISTRY) && rest.indexOf('/') < 0) {
            rest = "library/" + rest;
        }
        boolean isTagged = rest.indexOf('@') >= 0 || rest.indexOf(':') >= 0;
        return registry + "/" + rest + (isTagged ? "" : ":latest");
    }
}
