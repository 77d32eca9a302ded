package io.caisson.core.archive;

import io.caisson.core.reason.Reason;

/** Why a Dockerfile is refused; it never leaves the package. */
final class BuildFault extends Exception {
    private static final long serialVersionUID = 1L;

    final Reason reason;

    /**
     * A refusal.
     *
     * @param said the thing, the reason and the cure, on one line
     */
    BuildFault(Reason reason, String said) {
        super(said, null, false, false);
        this.reason = reason;
    }

    /** Engines read it in more than one way. */
    static BuildFault unclear(String said) {
        return new BuildFault(Reason.BUILD_REFUSED, said);
    }

    String said() {
        return String.valueOf(getMessage());
    }
}
