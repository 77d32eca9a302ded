package io.caisson.language.importing;

import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import java.util.List;

/** Requests as clients send them, by which the original is asked about an operation. */
final class Samples {
    /** Without a version, and versions from the oldest that engines serve to a new one. */
    static final List<String> VERSIONS = List.of("", "/v1.24", "/v1.30", "/v1.41", "/v1.43", "/v1.51");

    static final List<String> LIBPOD_VERSIONS = List.of("", "/v4.0.0", "/v5.3.1");

    private static final String SHORT_ID = "4c01db0b339c";
    private static final String LONG_ID = "9f3e5d8c".repeat(8);
    private static final List<String> NAMES = List.of(SHORT_ID, LONG_ID, "qx-sample-1", "qx_sample.2", "qxsample");
    private static final List<String> IMAGES =
            List.of(SHORT_ID, "qx-sample", "qx-sample:1.27", "hub.example/qx/sample:1.27", "sha256:" + LONG_ID);

    private Samples() {}

    /** Version prefixes with which an operation is called. */
    static List<String> versions(Operation operation) {
        return operation.tag().libpod() ? LIBPOD_VERSIONS : VERSIONS;
    }

    /** Names that an argument of an operation usually has; one empty one where it has no argument. */
    static List<String> names(Operation operation) {
        if (operation.path().indexOf('{') < 0) {
            return List.of("");
        }
        boolean slashes = operation.path().contains("*}") && operation.tag() != Tag.NETWORK;
        return slashes ? IMAGES : NAMES;
    }

    /** The path of an operation with a name in the place of each argument. */
    static String path(Operation operation, String version, String name) {
        StringBuilder out = new StringBuilder(version);
        String template = operation.path();
        int position = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', position)) {
            out.append(template, position, open).append(name);
            position = template.indexOf('}', open) + 1;
        }
        return out.append(template, position, template.length()).toString();
    }
}
