package io.caisson.app;

import io.caisson.server.admin.Readiness;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Looks whether the engine can be reached, and knows the cure for what is usually wrong. */
final class EngineProbe implements Readiness {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Engine engine;

    EngineProbe(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<String> problem() {
        try {
            connect(engine);
            engine.noted(true);
            return Optional.empty();
        } catch (IOException fault) {
            engine.noted(false);
            return Optional.of("the engine cannot be reached");
        }
    }

    /** What is wrong and how to cure it, or empty; an engine on TCP is not asked, for that may take long. */
    static Optional<String> complaint(Engine engine) {
        if (!(engine.address() instanceof UnixDomainSocketAddress unix)) {
            return Optional.empty();
        }
        try {
            connect(engine);
            return Optional.empty();
        } catch (IOException fault) {
            return Optional.of("the engine's socket `" + unix.getPath() + "` " + cure(unix.getPath(), fault)
                    + "; until then clients get 503");
        }
    }

    private static void connect(Engine engine) throws IOException {
        try (SocketChannel channel = engine.open()) {
            if (engine.resolved() instanceof InetSocketAddress inet) {
                if (inet.isUnresolved()) {
                    throw new IOException("the name cannot be looked up");
                }
                channel.socket().connect(inet, (int) WAIT.toMillis());
            } else {
                channel.connect(engine.address());
            }
        }
    }

    private static String cure(Path socket, IOException fault) {
        if (!Files.exists(socket)) {
            return "is not there: start the engine, mount its socket, or name another in SOCKET_PATH";
        }
        if (String.valueOf(fault.getMessage()).contains("Permission")) {
            return "may not be opened by this user: give the process the socket's group"
                    + " (docker run --group-add \"$(stat -c %g " + socket + ")\" …)";
        }
        return "does not answer (" + fault.getMessage() + "): start the engine";
    }
}
