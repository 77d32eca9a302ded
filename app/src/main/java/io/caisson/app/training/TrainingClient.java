package io.caisson.app.training;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A client that sends every kind of request in turn, on connections that it keeps where it can. */
final class TrainingClient {
    private static final String HOST = "Host: docker\r\nUser-Agent: Docker-Client/28 (linux)\r\n\r\n";

    /** Requests that leave the connection usable, the refused ones among them. */
    private static final List<String> KEPT = List.of(
            "GET /_ping HTTP/1.1\r\n" + HOST,
            "HEAD /_ping HTTP/1.1\r\n" + HOST,
            "GET /v1.51/containers/json?all=1&filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D HTTP/1.1\r\n" + HOST,
            "GET /v1.51/containers/0123456789abcdef/json HTTP/1.1\r\n" + HOST,
            "GET /v1.51/version HTTP/1.1\r\n" + HOST,
            "GET /v1.51/events HTTP/1.1\r\n" + HOST,
            "GET /v1.51/containers/web/logs?follow=1&stdout=1 HTTP/1.1\r\n" + HOST,
            "POST /v1.51/containers/create?name=web HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 17\r\n"
                    + HOST + "{\"Image\":\"nginx\"}",
            "POST /v1.51/containers/create HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                    + HOST + "11\r\n{\"Image\":\"nginx\"}\r\n0\r\n\r\n",
            "POST /v1.51/containers/web/start HTTP/1.1\r\nContent-Length: 0\r\n" + HOST,
            "POST /v1.51/containers/web/stop?t=5 HTTP/1.1\r\n" + HOST,
            "DELETE /v1.51/containers/web?force=1 HTTP/1.1\r\n" + HOST,
            "GET /v1.51/images/json HTTP/1.1\r\n" + HOST,
            "GET /v1.51/nothing/at/all HTTP/1.1\r\n" + HOST,
            "POST /v1.51/images/create?fromImage=nginx HTTP/1.1\r\nContent-Length: 4\r\n" + HOST + "body");

    /** Requests after which the connection is closed, or is a raw stream. */
    private static final List<String> LAST = List.of(
            "POST /v1.51/exec/abc/start HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n" + HOST + "{}" + "echo hello\n",
            "POST /v1.51/containers/web/attach?stream=1&stdin=1 HTTP/1.1\r\n" + HOST + "echo hello\n",
            "GET /v1.51/containers/json HTTP/1.1\r\nConnection: close\r\n" + HOST,
            "GET /_ping HTTP/1.0\r\n\r\n",
            "GET  /two/blanks HTTP/1.1\r\n" + HOST,
            "GET /containers/../info HTTP/1.1\r\nConnection: close\r\n" + HOST);

    private final List<SocketAddress> listeners;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).limit(0);

    TrainingClient(List<SocketAddress> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** Goes through all requests again and again until the time is up. */
    void drive(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            for (SocketAddress listener : listeners) {
                try (SocketChannel channel = connect(listener)) {
                    for (int round = 0; round < 5; round++) {
                        for (String request : KEPT) {
                            send(channel, request);
                            readAnswer(channel, request.startsWith("HEAD"));
                        }
                    }
                    // Pipelined: one answer after the other comes back.
                    send(channel, KEPT.getFirst() + KEPT.getFirst() + KEPT.getFirst());
                    for (int i = 0; i < 3; i++) {
                        readAnswer(channel, false);
                    }
                }
                for (String request : LAST) {
                    try (SocketChannel channel = connect(listener)) {
                        send(channel, request);
                        channel.shutdownOutput();
                        readToEnd(channel);
                    }
                }
            }
        }
    }

    /** Asks once, on a connection of its own. */
    static void ask(SocketAddress address, String path) throws IOException {
        TrainingClient client = new TrainingClient(List.of());
        try (SocketChannel channel = client.connect(address)) {
            send(channel, "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + HOST);
            client.readToEnd(channel);
        }
    }

    private SocketChannel connect(SocketAddress listener) throws IOException {
        buffer.position(0).limit(0);
        SocketChannel channel = listener instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        channel.connect(listener);
        return channel;
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void readToEnd(SocketChannel channel) throws IOException {
        while (channel.read(buffer.clear()) >= 0) {
            // What comes is of no interest here.
        }
        buffer.limit(0);
    }

    /** Reads one answer to its end, which its head tells; what belongs to the next one stays in the buffer. */
    private void readAnswer(SocketChannel channel, boolean headOnly) throws IOException {
        String head = text(channel, "\r\n\r\n");
        int status = Integer.parseInt(head.substring(9, 12));
        if (headOnly || status == 204 || status == 304) {
            return;
        }
        int length = head.indexOf("Content-Length: ");
        if (length >= 0) {
            int from = length + "Content-Length: ".length();
            skip(channel, Integer.parseInt(head.substring(from, head.indexOf('\r', from))));
        } else {
            text(channel, "0\r\n\r\n");
        }
    }

    /** Everything up to and including a mark. */
    private String text(SocketChannel channel, String mark) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(mark)) {
            text.append((char) octet(channel));
        }
        return text.toString();
    }

    private void skip(SocketChannel channel, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            octet(channel);
        }
    }

    private int octet(SocketChannel channel) throws IOException {
        while (!buffer.hasRemaining()) {
            int count = channel.read(buffer.clear());
            if (count < 0) {
                throw new IOException("an answer ended early");
            }
            buffer.flip();
        }
        return buffer.get();
    }
}
