package io.caisson.language.importing;

/** Whether a line of the original covers a request. */
@FunctionalInterface
interface RequestTest {
    /**
     * Asks for one request.
     *
     * @param method as on the wire, for example {@code GET}
     * @param path without a query, for example {@code /v1.41/containers/json}
     */
    boolean covers(String method, String path);

    /** Covers what any of some tests cover. */
    static RequestTest any(Iterable<RequestTest> tests) {
        return (method, path) -> {
            for (RequestTest test : tests) {
                if (test.covers(method, path)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Covers what all of some tests cover. */
    static RequestTest all(Iterable<RequestTest> tests) {
        return (method, path) -> {
            for (RequestTest test : tests) {
                if (!test.covers(method, path)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** Covers what this does not. */
    default RequestTest negated() {
        return (method, path) -> !covers(method, path);
    }
}
