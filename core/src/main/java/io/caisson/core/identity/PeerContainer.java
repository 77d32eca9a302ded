package io.caisson.core.identity;

import java.util.Map;

/**
 * A container that calls, as its engine describes it.
 *
 * @param id the full id
 * @param name its name, without a slash
 * @param image its image as its creator wrote it
 * @param labels its labels
 */
public record PeerContainer(String id, String name, String image, Map<String, String> labels) {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";

    public PeerContainer {
        labels = Map.copyOf(labels);
    }

    /** Its Compose project, empty where it has none. */
    public String composeProject() {
        return labels.getOrDefault(PROJECT, "");
    }

    /** Its Compose service, empty where it has none. */
    public String composeService() {
        return labels.getOrDefault(SERVICE, "");
    }
}
