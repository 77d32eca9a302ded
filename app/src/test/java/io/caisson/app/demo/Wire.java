package io.caisson.app.demo;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One raw connection to the engine. */
final class Wire implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    private Wire(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    static Wire to(Path socket) throws IOException {
        return new Wire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /** Asks on a connection of its own. */
    static Answer ask(Path socket, String request, String body) throws IOException {
        try (Wire wire = to(socket)) {
            return wire.ask(request, body);
        }
    }

    static Answer ask(Path socket, String request) throws IOException {
        return ask(socket, request, "");
    }

    /** An answer as it came; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        JsonObject json() {
            try {
                return Json.readObject(body.getBytes(StandardCharsets.UTF_8));
            } catch (Exception malformed) {
                throw new AssertionError("no JSON object: " + body, malformed);
            }
        }

        List<JsonObject> list() {
            try {
                return Json.readObject(("{\"list\":" + body + "}").getBytes(StandardCharsets.UTF_8))
                        .objects("list");
            } catch (Exception malformed) {
                throw new AssertionError("no JSON array: " + body, malformed);
            }
        }

        String message() {
            return json().text("message");
        }
    }

    Answer ask(String request, String body) throws IOException {
        String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
        send(request + " HTTP/1.1\r\nHost: d\r\n" + type + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        return answer(!request.startsWith("HEAD "));
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return this;
    }

    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Reads a head and gives its lines. */
    List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("ended inside a line: " + line);
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    Answer answer(boolean hasBody) throws IOException {
        List<String> head = head();
        Map<String, String> headers = new TreeMap<>();
        for (String field : head.subList(1, head.size())) {
            int colon = field.indexOf(':');
            headers.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(head.getFirst().split(" ")[1]);
        String body = "";
        if (hasBody && headers.containsKey("content-length")) {
            body = text(Integer.parseInt(headers.get("content-length")));
        } else if (hasBody && headers.containsKey("transfer-encoding")) {
            body = chunks();
        } else if (hasBody && status != 204 && status != 304) {
            body = rest();
        }
        return new Answer(status, headers, body);
    }

    /** The data of one chunk, empty for the last. */
    String chunk() throws IOException {
        String data = text(Integer.parseInt(line(), 16));
        String end = line();
        if (!end.isEmpty()) {
            throw new IOException("no line end after a chunk: " + end);
        }
        return data;
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (String data = chunk(); !data.isEmpty(); data = chunk()) {
            body.append(data);
        }
        return body.toString();
    }

    String text(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("ended after " + read.length + " of " + bytes + " bytes");
        }
        return new String(read, StandardCharsets.UTF_8);
    }

    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads up to and with the given text. */
    String until(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith(end)) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("ended before " + end + ": " + read);
            }
            read.write(octet);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** The next multiplexed frame as `1:text` or `2:text`, or an empty string at the end of the stream. */
    String frame() throws IOException {
        byte[] header = in.readNBytes(8);
        if (header.length == 0) {
            return "";
        }
        return header[0] + ":" + text(ByteBuffer.wrap(header).getInt(4));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
