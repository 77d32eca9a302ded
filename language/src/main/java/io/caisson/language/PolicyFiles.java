package io.caisson.language;

import io.caisson.core.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Policy files on disk. */
public final class PolicyFiles {
    private PolicyFiles() {}

    /**
     * Reads files, and of folders every file in them that ends in {@code .yaml} or {@code .yml}, as one configuration.
     *
     * @param environment for {@code ${NAME}} in values
     */
    public static Loaded load(List<Path> filesOrFolders, Map<String, String> environment) {
        if (filesOrFolders.isEmpty()) {
            return new Loaded.Invalid(List.of(new Problem("", "no file is named")));
        }
        throw new UnsupportedOperationException("reading of " + filesOrFolders);
    }
}
