package io.caisson.core.config;

import java.util.ArrayList;
import java.util.List;

/** The variables that are our own: whatever else begins with {@link #PREFIX} is a slip. */
enum OwnVariable {
    /** Policy files, and folders of them: a list with commas between; unset, the environment makes the policy. */
    CAISSON_CONFIG,
    /** Where clients connect: a list of addresses with commas between. */
    CAISSON_LISTEN,
    /** Folder of the certificates with which TCP listeners speak TLS. */
    CAISSON_TLS,
    /** The engine. */
    CAISSON_ENGINE,
    /** Folder of the certificates with which TLS is spoken to the engine. */
    CAISSON_ENGINE_TLS,
    /** Where metrics and readiness are served; off unless set. */
    CAISSON_ADMIN,
    /** {@code json}, {@code text} or {@code auto}. */
    CAISSON_LOG_FORMAT,
    /** Whether a refusal names the line that would allow the operation; on unless set. */
    CAISSON_HINTS,
    /** Event loops; one per core unless set. */
    CAISSON_LOOPS,
    /** Longest time that streams go on after the order to stop. */
    CAISSON_STOP_WAIT,
    /** Rights of listening socket files. */
    CAISSON_SOCKET_MODE,
    /** Largest request body; no bound unless set. */
    CAISSON_BODY_MAX,
    /** Most client connections. */
    CAISSON_CONNECTIONS_MAX,
    /** Whether this is a container, where that should not be found out; read before the settings are. */
    CAISSON_IN_CONTAINER;

    static final String PREFIX = "CAISSON_";

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (OwnVariable variable : values()) {
            names.add(variable.name());
        }
        return names;
    }

    static boolean isKnown(String name) {
        return names().contains(name);
    }
}
