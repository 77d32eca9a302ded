package io.caisson.core.docker;

/** What the request body of an operation holds, where it has one. */
public enum BodyKind {
    EMPTY,
    JSON,
    TAR,
    OCTETS,
    YAML,
    GRPC
}
