package io.caisson.core.docker;

import java.util.Locale;

/**
 * The family an operation belongs to, after the tags of the published API; Podman's own API has families of its own.
 */
public enum Tag {
    CHECKPOINT,
    CONFIG,
    CONTAINER,
    DEBUG,
    DISTRIBUTION,
    EXEC,
    IMAGE,
    NETWORK,
    NODE,
    PLUGIN,
    SECRET,
    SERVICE,
    SESSION,
    SWARM,
    SYSTEM,
    TASK,
    VOLUME,
    LIBPOD_ARTIFACT,
    LIBPOD_CONTAINER,
    LIBPOD_EXEC,
    LIBPOD_IMAGE,
    LIBPOD_KUBE,
    LIBPOD_MANIFEST,
    LIBPOD_NETWORK,
    LIBPOD_POD,
    LIBPOD_QUADLET,
    LIBPOD_SECRET,
    LIBPOD_SYSTEM,
    LIBPOD_VOLUME;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in policies, as in {@code container:view} or {@code libpod-pod:view}. */
    public String code() {
        return code;
    }

    /** Whether this is a family of Podman's own API. */
    public boolean libpod() {
        return code.startsWith("libpod-");
    }
}
