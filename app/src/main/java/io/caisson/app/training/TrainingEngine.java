package io.caisson.app.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An engine that gives each kind of answer there is, by the path that is asked for; one thread per connection. */
final class TrainingEngine implements AutoCloseable {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final byte[] LIST = ("[" + "{\"Id\":\"0123456789abcdef\",\"Names\":[\"/web\"]},".repeat(40)
                    + "{}]\n")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM_CHUNK =
            "{\"Type\":\"container\",\"Action\":\"start\"}\n".repeat(30).getBytes(StandardCharsets.US_ASCII);
    private static final int STREAM_CHUNKS = 4;

    private final ServerSocketChannel server;

    private TrainingEngine(ServerSocketChannel server) {
        this.server = server;
    }

    static TrainingEngine start(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        TrainingEngine engine = new TrainingEngine(server);
        Thread.ofPlatform().daemon().start(engine::accept);
        return engine;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (ClosedChannelException stopped) {
            // The training is over.
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static void serve(SocketChannel client) {
        try (client) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(client));
            OutputStream out = Channels.newOutputStream(client);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (!answer(line, in, out)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The product closes its engine connections as it likes.
        }
    }

    /** Answers one request; false when the connection is used up. */
    private static boolean answer(String requestLine, InputStream in, OutputStream out) throws IOException {
        long length = 0;
        boolean chunked = false;
        boolean upgrade = false;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.startsWith("Content-Length: ")) {
                length = Long.parseLong(field.substring("Content-Length: ".length()));
            }
            chunked |= field.startsWith("Transfer-Encoding:");
            upgrade |= field.startsWith("Upgrade:");
            if (field.startsWith("Expect:")) {
                send(out, "HTTP/1.1 100 Continue\r\n\r\n");
            }
        }
        in.skipNBytes(length);
        if (chunked) {
            skipChunks(in);
        }
        if (requestLine.contains("/start") && requestLine.contains("/exec/") || requestLine.contains("/attach")) {
            send(out, upgrade ? "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n" : rawHead());
            in.transferTo(out);
            return false;
        }
        if (requestLine.startsWith("HEAD")) {
            send(out, "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 2\r\n\r\n");
        } else if (requestLine.contains("/events") || requestLine.contains("/logs")) {
            send(out, "HTTP/1.1 200 OK\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < STREAM_CHUNKS; i++) {
                send(out, Integer.toHexString(STREAM_CHUNK.length) + "\r\n");
                out.write(STREAM_CHUNK);
                send(out, "\r\n");
            }
            send(out, "0\r\n\r\n");
        } else if (requestLine.contains("/stop")) {
            send(out, "HTTP/1.1 304 Not Modified\r\n\r\n");
        } else if (requestLine.startsWith("POST") && requestLine.contains("/start")) {
            send(out, "HTTP/1.1 204 No Content\r\n\r\n");
        } else {
            send(
                    out,
                    "HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\n" + JSON + "Content-Length: " + LIST.length + "\r\n\r\n");
            out.write(LIST);
        }
        return true;
    }

    private static String rawHead() {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    }

    private static void skipChunks(InputStream in) throws IOException {
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            in.skipNBytes(size + 2);
        }
        line(in);
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** One line without its end; empty at the end of a head or of the connection. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
