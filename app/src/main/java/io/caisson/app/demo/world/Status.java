package io.caisson.app.demo.world;

import java.util.Locale;

/** What a container is doing. */
public enum Status {
    CREATED,
    RUNNING,
    PAUSED,
    EXITED;

    /** Whether there is a process. */
    public boolean alive() {
        return this == RUNNING || this == PAUSED;
    }

    /** The engine's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
