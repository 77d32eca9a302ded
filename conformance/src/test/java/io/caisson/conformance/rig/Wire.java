package io.caisson.conformance.rig;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection to a unix socket on which a test writes the bytes that it means, well formed or not. Every read is
 * bounded in time: over the bound the connection is closed and the test fails.
 */
public final class Wire implements AutoCloseable {
    private static final Duration READ_MAX = Duration.ofSeconds(60);
    private final SocketChannel channel;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    public Wire(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /** Sends one request on a connection of its own and reads the answer to its end. */
    public static Reply ask(Path socket, String method, String target, String... headers) throws IOException {
        try (var wire = new Wire(socket)) {
            var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n");
            for (var header : headers) {
                head.append(header).append("\r\n");
            }
            wire.send(head.append("\r\n").toString());
            return Reply.parse(wire.readToEnd());
        }
    }

    /** Writes this text, one byte a character. */
    public void send(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Ends the sending direction and leaves the other open. */
    public void endSending() throws IOException {
        channel.shutdownOutput();
    }

    /** Everything that came, once this text is in it. */
    public String readUntil(String text) throws IOException {
        bounded(() -> {
            while (!so().contains(text)) {
                if (!readSome()) {
                    throw new AssertionError("the connection ended without `" + text + "`: " + so());
                }
            }
        });
        return so();
    }

    /** Everything that came until the other side ended its sending. */
    public String readToEnd() throws IOException {
        bounded(() -> {
            boolean more = true;
            while (more) {
                more = readSome();
            }
        });
        return so();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private String so() {
        return seen.toString(ISO_8859_1);
    }

    private boolean readSome() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        if (read > 0) {
            seen.write(buffer.array(), 0, read);
        }
        return read >= 0;
    }

    private void bounded(Reading reading) throws IOException {
        var late = new AtomicBoolean();
        var guard = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(READ_MAX);
                late.set(true);
                channel.close();
            } catch (InterruptedException | IOException e) {
                // the reading ended in time
            }
        });
        try {
            reading.run();
        } catch (IOException e) {
            if (late.get()) {
                throw new AssertionError("nothing more within " + READ_MAX.toSeconds() + " s after: " + so(), e);
            }
            throw e;
        } finally {
            guard.interrupt();
        }
    }

    private interface Reading {
        void run() throws IOException;
    }
}
