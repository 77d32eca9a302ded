package io.caisson.server.consent;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.JsonWriter;
import io.caisson.server.authz.PluginWire;
import io.caisson.server.listener.Listener;
import io.caisson.server.listener.ListenerSpec;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where {@code caisson approve} asks which calls wait, and answers for them. Whoever may open the socket may say yes,
 * so that it is its owner's alone.
 */
public final class ApprovalSocket implements AutoCloseable {
    private static final int QUESTION_BYTES_MAX = 64 << 10;

    private final Listener listener;
    private final Approvals approvals;

    private ApprovalSocket(Listener listener, Approvals approvals) {
        this.listener = listener;
        this.approvals = approvals;
    }

    /** Opens it. */
    public static ApprovalSocket open(Path path, Approvals approvals) throws IOException {
        Listener listener = Listener.open(new ListenerSpec(
                "approvals", UnixDomainSocketAddress.of(path), PosixFilePermissions.fromString("rw-------")));
        ApprovalSocket socket = new ApprovalSocket(listener, approvals);
        Thread.ofPlatform().name("caisson-approvals").daemon().start(socket::accept);
        return socket;
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel channel = listener.channel().accept();
                Thread.ofVirtual().name("caisson-approval").start(() -> serve(channel));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            PluginWire wire = new PluginWire(channel, QUESTION_BYTES_MAX);
            for (PluginWire.Message message = wire.next(); message != null; message = wire.next()) {
                wire.answer(JsonWriter.write(answer(message)));
            }
        } catch (IOException gone) {
            // Whoever asked is gone.
        }
    }

    private Json answer(PluginWire.Message message) throws IOException {
        if (message.path().equals("/waiting")) {
            return new Json.Members(Map.of(
                    "waiting",
                    new Json.Array(approvals.waiting().stream()
                            .map(matter -> (Json) matter.facts())
                            .toList())));
        }
        JsonPath answer = Web.json(message.body());
        Map<String, Json> told = new LinkedHashMap<>();
        boolean known = message.path().equals("/answer")
                && answer.at("approve").json() instanceof Json.Bool(boolean yes)
                && approvals.settle(answer.text("exchange"), yes, answer.text("by"));
        told.put("known", new Json.Bool(known));
        return new Json.Members(told);
    }

    @Override
    public void close() {
        listener.close();
    }
}
