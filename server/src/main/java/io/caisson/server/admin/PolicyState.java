package io.caisson.server.admin;

import java.util.Optional;

/** Which policies are in force where they come from files. */
public interface PolicyState {
    /** The revision that judges now. */
    String revision();

    /**
     * What is wrong with the files as they are now, so that an older state of them is in force; empty when nothing is.
     */
    Optional<String> problem();
}
