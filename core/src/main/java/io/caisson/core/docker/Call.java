package io.caisson.core.docker;

import io.caisson.core.http.ByteWriter;

/**
 * One request for an operation, with its arguments: the value that is judged, and the only thing that the upstream
 * request line is written from. A reused object that {@link Resolver} fills; confined to one event loop and valid until
 * the resolver's next call with it.
 */
public final class Call {
    private Operation operation = Operation.SystemPing;

    /** The operation; meaningful only after {@link Resolver#resolve} answered null. */
    public Operation operation() {
        return operation;
    }

    /** Writes the target for the engine: version prefix, path and query in canonical percent-encoding. */
    public void writeTarget(ByteWriter out) {
        out.ascii(operation.path());
    }
}
