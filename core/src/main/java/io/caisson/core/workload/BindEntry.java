package io.caisson.core.workload;

import java.util.Optional;

/**
 * A folder of the host: {@code /srv/data/**} with everything below it, {@code /srv/*} with each folder right below it,
 * {@code /srv/data} itself; with {@code :ro}, for reading only.
 */
public record BindEntry(String text, TextGlob glob, String root, boolean readOnly) implements Entry {
    private static final String BELOW = "/**";

    /** An entry, or empty where the text is none. */
    static Optional<Entry> of(String text) {
        boolean readOnly = text.endsWith(":ro");
        String path = readOnly || text.endsWith(":rw") ? text.substring(0, text.length() - ":ro".length()) : text;
        boolean below = path.endsWith(BELOW);
        String root = below ? path.substring(0, path.length() - BELOW.length()) : path;
        String cleaned = HostPaths.clean(root);
        if (!path.startsWith("/") || !cleaned.equals(root.isEmpty() ? "/" : root)) {
            return Optional.empty();
        }
        return Optional.of(new BindEntry(text, new TextGlob(path, '/'), below ? cleaned : "", readOnly));
    }

    /** Whether it allows writing in places that it does not name one by one. */
    public boolean isOpenToLinks() {
        return !readOnly && text.indexOf('*') >= 0;
    }

    @Override
    public boolean allows(Demand demand) {
        return demand instanceof Demand.HostPath(Control control, String field, String path, boolean reads)
                && (reads || !readOnly)
                && (path.equals(root) || glob.matches(path));
    }
}
