package io.caisson.core.archive;

import java.util.Optional;

/** What a policy lets archives and builds ask for. Immutable; shared by all loops. */
@FunctionalInterface
public interface ArchiveRules {
    /** What can be asked for beyond plain files. */
    enum Ask {
        /** An image that is built from or copied from. */
        IMAGE,
        /** A name that a loaded image is given; empty for an image without a name. */
        TAG,
        /** An address that the engine fetches something from. */
        REMOTE,
        /** The network of a build's command. */
        NETWORK,
        /** A program that reads the Dockerfile in the engine's place. */
        SYNTAX,
        /** A flag of a build's command, as it is written. */
        BUILD_OPTION,
        /** A file put into a container that gives rights to whoever runs it. */
        SET_ID,
        /** A device or pipe. */
        DEVICE,
        /** A symbolic link put into a container that leads out of where it is put. */
        OUTWARD_LINK
    }

    /**
     * Judges one thing.
     *
     * @param value its name, spelled as the archive or the Dockerfile has it
     * @return empty where it is allowed; otherwise what would be, or how to allow it, for the client to read
     */
    Optional<String> refusal(Ask ask, String value);
}
