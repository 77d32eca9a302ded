package io.caisson.conformance.rig;

import java.nio.file.Path;

/** What client programs connect to: the product, or with {@code -Dconformance.direct=true} the engine itself. */
public interface Front extends AutoCloseable {
    /** The unix socket that it listens on. */
    Path socket();

    /** The port that it listens on at 127.0.0.1. */
    int port();

    /** The file that holds what it wrote. */
    Path log();

    /** The value of DOCKER_HOST for its unix socket. */
    default String host() {
        return "unix://" + socket();
    }

    /** The value of DOCKER_HOST for its port. */
    default String tcpHost() {
        return "tcp://127.0.0.1:" + port();
    }

    @Override
    void close();
}
