package io.caisson.core.inspect;

import java.util.Locale;
import java.util.Map;

/**
 * The engine's object that a call is about, as the engine described it when it was asked.
 *
 * @param kind what it is
 * @param id its full id; the name where objects of the kind have no other
 * @param name its name, without the leading slash of container names; an image's is the reference as the call has it
 * @param labels its labels
 * @param image the image that a container, service or task is made from, as it was named; otherwise empty
 * @param state the state, for example {@code running}; empty for what has none
 * @param owner the value of the label {@link #OWNER_LABEL}, or empty
 * @param composeProject the Compose project that made it, or empty
 * @param composeService the Compose service that it belongs to, or empty
 */
public record Target(
        Kind kind,
        String id,
        String name,
        Map<String, String> labels,
        String image,
        String state,
        String owner,
        String composeProject,
        String composeService) {
    /** The label that says whose an object is. */
    public static final String OWNER_LABEL = "io.caisson.owner";

    static final String PROJECT_LABEL = "com.docker.compose.project";
    static final String SERVICE_LABEL = "com.docker.compose.service";

    public Target {
        labels = Map.copyOf(labels);
    }

    /** An object whose owner and Compose names are what its labels say. */
    public static Target of(Kind kind, String id, String name, Map<String, String> labels, String image, String state) {
        return new Target(
                kind,
                id,
                name,
                labels,
                image,
                state,
                labels.getOrDefault(OWNER_LABEL, ""),
                labels.getOrDefault(PROJECT_LABEL, ""),
                labels.getOrDefault(SERVICE_LABEL, ""));
    }

    /** What an object is. */
    public enum Kind {
        CONTAINER,
        IMAGE,
        VOLUME,
        NETWORK,
        SERVICE,
        TASK,
        NODE,
        SECRET,
        CONFIG,
        PLUGIN,
        POD;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** The word in conditions and case files. */
        public String code() {
            return code;
        }
    }
}
