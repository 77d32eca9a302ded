package io.caisson.server.consent;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Framing;
import io.caisson.core.http.Limits;
import io.caisson.core.http.Method;
import io.caisson.core.http.ResponseHead;
import io.caisson.core.http.ResponseParser;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.JsonWriter;
import io.caisson.core.reason.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks an authorization plugin of engines, as an engine would, before a request is passed on. */
public final class PluginAuthorizer implements Authorizer {
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final String name;
    private final Path socket;
    private final Duration patience;

    /** Asks the plugin at a socket. */
    public PluginAuthorizer(String name, Path socket, Duration patience) {
        this.name = name;
        this.socket = socket;
        this.patience = patience;
    }

    @Override
    public Answer ask(Matter matter) {
        try {
            JsonPath answer = Web.json(call(JsonWriter.write(question(matter))));
            if (!answer.text("Err").isEmpty()) {
                return new Answer.No(Reason.CONSENT_FAILED, "`" + name + "`: " + answer.text("Err"));
            }
            return answer.isTrue("Allow")
                    ? new Answer.Yes("")
                    : new Answer.No(Reason.NOT_CONSENTED, "`" + name + "` says no " + answer.text("Msg"));
        } catch (IOException fault) {
            return new Answer.No(Reason.CONSENT_FAILED, "`" + name + "`: " + fault.getMessage());
        }
    }

    private static Json question(Matter matter) {
        Map<String, Json> question = new LinkedHashMap<>();
        String user = matter.caller().name();
        question.put("User", new Json.Text(user));
        question.put("UserAuthNMethod", new Json.Text(user.isEmpty() ? "" : "caisson"));
        question.put("RequestMethod", new Json.Text(matter.method()));
        question.put("RequestUri", new Json.Text(matter.target()));
        Map<String, Json> headers = new LinkedHashMap<>();
        if (matter.body().isPresent()) {
            byte[] body = JsonWriter.write(matter.body().get());
            headers.put("Content-Type", new Json.Text("application/json"));
            headers.put("Content-Length", new Json.Text(String.valueOf(body.length)));
            question.put("RequestBody", new Json.Text(Base64.getEncoder().encodeToString(body)));
        }
        question.put("RequestHeaders", new Json.Members(headers));
        return new Json.Members(question);
    }

    private byte[] call(byte[] question) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteWriter out = new ByteWriter(question.length + 256);
        out.ascii("POST /AuthZPlugin.AuthZReq HTTP/1.0\r\nHost: plugin\r\n");
        out.ascii("Accept: application/vnd.docker.plugins.v1.2+json\r\n");
        out.ascii("Content-Type: application/json\r\nContent-Length: ")
                .decimal(question.length)
                .ascii("\r\n\r\n");
        out.put(question, 0, question.length);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer buffer = ByteBuffer.wrap(out.bytes(), 0, out.length());
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    await(key, SelectionKey.OP_WRITE, deadline);
                }
            }
            return answer(channel, key, deadline);
        }
    }

    private static byte[] answer(SocketChannel channel, SelectionKey key, long deadline) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
        while (received.size() <= ANSWER_BYTES_MAX) {
            int count = channel.read(buffer.clear());
            if (count == 0) {
                await(key, SelectionKey.OP_READ, deadline);
            }
            received.write(buffer.array(), 0, Math.max(count, 0));
            byte[] bytes = received.toByteArray();
            ResponseHead head = new ResponseHead();
            int start = new ResponseParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head);
            if (start > 0) {
                head.settleFraming(Method.POST);
                boolean whole = head.framing() == Framing.LENGTH
                        ? bytes.length - start >= head.contentLength()
                        : count < 0 && head.framing() == Framing.UNTIL_CLOSE;
                if (whole && head.status() == 200) {
                    return Arrays.copyOfRange(bytes, start, bytes.length);
                }
                if (whole) {
                    throw new IOException("it answered " + head.status());
                }
            }
            if (start == ResponseParser.MALFORMED || count < 0) {
                throw new IOException("its answer is not valid HTTP");
            }
        }
        throw new IOException("its answer is too long");
    }

    private static void await(SelectionKey key, int operation, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        key.interestOps(operation);
        if (millis <= 0 || key.selector().select(millis) == 0 && System.nanoTime() - deadline >= 0) {
            throw new IOException("it did not answer in time");
        }
        key.selector().selectedKeys().clear();
    }
}
