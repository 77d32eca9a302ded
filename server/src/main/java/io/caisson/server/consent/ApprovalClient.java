package io.caisson.server.consent;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Limits;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.http.ResponseParser;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The other end of an {@link ApprovalSocket}, for a command that waits for its answers. */
public final class ApprovalClient {
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private final Path socket;
    private final String by;

    /**
     * Prepares.
     *
     * @param by who answers
     */
    public ApprovalClient(Path socket, String by) {
        this.socket = socket;
        this.by = by;
    }

    /** A call that waits, as far as a line of text goes; nothing in it can drive a terminal. */
    public record Waiting(String exchange, String caller, String operation, String target) {}

    /** The calls that wait, oldest first. */
    public List<Waiting> waiting() throws IOException {
        List<Waiting> all = new ArrayList<>();
        for (JsonPath call :
                call("/waiting", new Json.Members(Map.of())).at("waiting").children()) {
            JsonPath principal = call.at("principal");
            String name = principal.text("name", "address");
            String object = call.at("object").text("name", "id");
            all.add(new Waiting(
                    plain(call.text("exchange")),
                    plain(name + " on " + principal.text("listener")),
                    plain(call.text("operation") + (object.isEmpty() ? "" : " " + object)),
                    plain(call.text("target"))));
        }
        return all;
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return out.toString();
    }

    /** Answers for a call; false where none of the id waits. */
    public boolean answer(String exchange, boolean yes) throws IOException {
        return call(
                        "/answer",
                        new Json.Members(Map.of(
                                "exchange", new Json.Text(exchange),
                                "approve", new Json.Bool(yes),
                                "by", new Json.Text(by))))
                .isTrue("known");
    }

    private JsonPath call(String path, Json question) throws IOException {
        byte[] body = JsonWriter.write(question);
        ByteWriter out = new ByteWriter(body.length + 128);
        out.ascii("POST ").ascii(path).ascii(" HTTP/1.1\r\nHost: caisson\r\nContent-Length: ");
        out.decimal(body.length).ascii("\r\n\r\n");
        out.put(body, 0, body.length);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer buffer = ByteBuffer.wrap(out.bytes(), 0, out.length());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.shutdownOutput();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            ByteBuffer in = ByteBuffer.allocate(16 << 10);
            while (channel.read(in.clear()) > 0 && received.size() <= ANSWER_BYTES_MAX) {
                received.write(in.array(), 0, in.position());
            }
            byte[] bytes = received.toByteArray();
            ResponseHead head = new ResponseHead();
            int start = new ResponseParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head);
            if (start <= 0) {
                throw new IOException("`" + socket + "` gives no answer");
            }
            return Web.json(Arrays.copyOfRange(bytes, start, bytes.length));
        }
    }
}
