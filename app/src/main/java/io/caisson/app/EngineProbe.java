package io.caisson.app;

import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One look at the engine's socket when the program starts, because what is wrong there has a cure that nobody guesses.
 */
final class EngineProbe {
    private EngineProbe() {}

    /** What is wrong and how to cure it, or empty; an engine on TCP is not asked, for that may take long. */
    static Optional<String> complaint(Engine engine) {
        if (!(engine.address() instanceof UnixDomainSocketAddress unix)) {
            return Optional.empty();
        }
        try (SocketChannel channel = engine.open()) {
            channel.connect(unix);
            return Optional.empty();
        } catch (IOException fault) {
            return Optional.of("the engine's socket `" + unix.getPath() + "` " + cure(unix.getPath(), fault)
                    + "; until then clients get 503");
        }
    }

    private static String cure(Path socket, IOException fault) {
        if (!Files.exists(socket)) {
            return "is not there: start the engine, mount its socket, or name another in SOCKET_PATH";
        }
        if (String.valueOf(fault.getMessage()).contains("Permission")) {
            return "may not be opened by this user: give the process the socket's group"
                    + " (docker run --group-add \"$(stat -c %g " + socket + ")\" ...)";
        }
        return "does not answer (" + fault.getMessage() + "): start the engine";
    }
}
