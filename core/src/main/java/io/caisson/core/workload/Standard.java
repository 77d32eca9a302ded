package io.caisson.core.workload;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much a workload may ask for when no exception is made, in the words of the Kubernetes Pod Security Standards. */
public enum Standard {
    /** Everything, but for what lists and maxima limit. */
    PRIVILEGED,
    /** Nothing by which a container is known to get at its host. */
    BASELINE,
    /** What a hardened workload needs, and nothing that is not known. */
    RESTRICTED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The standard with a word, compared exactly. */
    public static Optional<Standard> byCode(String code) {
        return Stream.of(values())
                .filter(standard -> standard.code.equals(code))
                .findFirst();
    }

    /** The word in policies. */
    public String code() {
        return code;
    }
}
