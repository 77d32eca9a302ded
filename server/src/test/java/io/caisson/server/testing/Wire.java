package io.caisson.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One blocking connection that speaks raw bytes: a client towards the gate, or the engine's end behind it. */
public final class Wire implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    public Wire(SocketChannel channel) {
        this.channel = channel;
        this.in = new java.io.BufferedInputStream(Channels.newInputStream(channel));
    }

    public static Wire connect(SocketAddress address) throws IOException {
        return new Wire(SocketChannel.open(address));
    }

    /** A response as it came. */
    public record Response(int status, String statusLine, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return this;
    }

    /** Reads up to and with the empty line that ends a head. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("ended inside a head: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    public String readText(int count) throws IOException {
        return new String(readBytes(count), StandardCharsets.UTF_8);
    }

    /** The next byte, or -1 at the end of the stream. */
    public int read() throws IOException {
        return in.read();
    }

    public byte[] readToEnd() throws IOException {
        return in.readAllBytes();
    }

    /** Reads one response to a request other than HEAD, framed by length, chunks or the end of the stream. */
    public Response readResponse() throws IOException {
        return readResponse(true);
    }

    public Response readResponse(boolean hasBody) throws IOException {
        String head = readHead();
        String[] lines = head.split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        byte[] body = new byte[0];
        if (hasBody && status >= 200 && status != 204 && status != 304) {
            if (headers.containsKey("content-length")) {
                body = readBytes(Integer.parseInt(headers.get("content-length")));
            } else if (headers.containsKey("transfer-encoding")) {
                body = readChunked();
            } else {
                body = readToEnd();
            }
        }
        return new Response(status, lines[0], headers, body);
    }

    /** Reads past one response with a length and answers its status; much faster than reading it, for a great many. */
    public int skipResponse() throws IOException {
        in.skipNBytes("HTTP/1.1 ".length());
        int status = number();
        int length = 0;
        // The line that is being read, as far as it can still be the one that is looked for.
        String wanted = "\r\ncontent-length: ";
        int matched = 0;
        int ends = 0;
        while (ends < 4) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("ended inside a head");
            }
            ends = octet == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : octet == '\r' ? 1 : 0;
            matched = Character.toLowerCase(octet) == wanted.charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == wanted.length()) {
                matched = 0;
                length = number();
                in.skipNBytes(1);
                ends = 2;
            }
        }
        in.skipNBytes(length);
        return status;
    }

    /** A number in digits and the character behind it. */
    private int number() throws IOException {
        int number = 0;
        for (int octet = in.read(); octet >= '0' && octet <= '9'; octet = in.read()) {
            number = 10 * number + octet - '0';
        }
        return number;
    }

    /** Reads a chunked body and gives its data. */
    public byte[] readChunked() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(readLine(), 16);
            data.write(readBytes(size));
            String end = readLine();
            if (!end.isEmpty()) {
                throw new IOException("no line end after a chunk: " + end);
            }
            if (size == 0) {
                return data.toByteArray();
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("ended inside a line: " + line);
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** Sends zeros until neither this end nor the other takes more; answers how many. */
    public long sendUntilStuck() throws IOException, InterruptedException {
        return sendUntilStuck(new byte[64 << 10]);
    }

    /** Sends the same bytes again and again until none are taken for a while; answers how many were. */
    public long sendUntilStuck(byte[] bytes) throws IOException, InterruptedException {
        channel.configureBlocking(false);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long sent = 0;
        for (int quiet = 0; quiet < 20; ) {
            int written = channel.write(buffer);
            sent += written;
            if (!buffer.hasRemaining()) {
                buffer.rewind();
            }
            if (written == 0) {
                quiet++;
                Thread.sleep(20);
            } else {
                quiet = 0;
            }
        }
        channel.configureBlocking(true);
        return sent;
    }

    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    public SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
