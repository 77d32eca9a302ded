package io.caisson.core.config.file;

import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import io.caisson.core.http.Method;
import java.util.Optional;

/** Which operations a rule is about. */
public sealed interface Selector {
    /** One operation, by its id. */
    record One(Operation operation) implements Selector {}

    /** A family, a class of access or both; empty where the rule has {@code *}. */
    record Group(Optional<Tag> tag, Optional<Access> access) implements Selector {}

    /**
     * A method and a path in the engine's own terms, without a version prefix.
     *
     * @param pathPattern begins with a slash; a segment that is {@code *} stands for any one segment
     */
    record Raw(Method method, String pathPattern) implements Selector {}
}
