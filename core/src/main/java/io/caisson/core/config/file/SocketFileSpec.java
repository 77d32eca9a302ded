package io.caisson.core.config.file;

import java.util.Optional;

/**
 * Whose a socket file is; empty where it is not said.
 *
 * @param mode its rights, as the nine bits of {@code chmod}
 * @param owner the user whom it is given, by name or number
 * @param group the group, likewise
 * @param makesFolder whether its folder is made where it is missing
 */
public record SocketFileSpec(
        Optional<Integer> mode, Optional<String> owner, Optional<String> group, boolean makesFolder) {
    /** Nothing is said. */
    public static final SocketFileSpec NONE =
            new SocketFileSpec(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
