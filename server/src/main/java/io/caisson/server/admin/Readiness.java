package io.caisson.server.admin;

import java.util.Optional;

/** Whether clients can be served now. */
@FunctionalInterface
public interface Readiness {
    /** What is in the way, as a sentence of plain ASCII without quotes, or empty. May wait a bounded time. */
    Optional<String> problem();
}
