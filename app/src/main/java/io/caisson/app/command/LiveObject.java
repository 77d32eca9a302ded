package io.caisson.app.command;

import io.caisson.app.SocketAddresses;
import io.caisson.app.tool.request.EngineObjects;
import io.caisson.app.tool.request.Request;
import io.caisson.app.tool.request.RequestReader;
import io.caisson.core.config.Address;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import io.caisson.core.docker.Call;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The object of a call, asked for on a live engine with the requests that the gate would send. */
final class LiveObject {
    private static final int ANSWER_BYTES_MAX = 4 << 20;

    private LiveObject() {}

    /** The object; none where the engine has none. */
    static EngineObjects objects(String engine, Request request) throws IOException {
        Optional<Call> call = new RequestReader().call(request);
        Optional<TargetLookup> lookup = call.flatMap(TargetLookup::of);
        if (lookup.isEmpty()) {
            return new EngineObjects(List.of(), Map.of());
        }
        String reference = call.get().argument(0);
        SocketAddress address = address(engine);
        for (int i = 0; i < TargetLookup.REQUESTS_MAX; i++) {
            Optional<byte[]> answer = get(address, lookup.get().request());
            if (answer.isEmpty()) {
                return new EngineObjects(List.of(), Map.of());
            }
            switch (lookup.get().answer(answer.get())) {
                case Read.Refused<Optional<Target>> refused -> throw new IOException(refused.detail());
                case Read.Value<Optional<Target>>(Optional<Target> target) -> {
                    if (target.isPresent()) {
                        return EngineObjects.only(target.get(), reference);
                    }
                }
            }
        }
        return new EngineObjects(List.of(), Map.of());
    }

    private static SocketAddress address(String engine) {
        return switch (EnvironmentSettings.load(Map.of("CAISSON_ENGINE", engine), false, 1)) {
            case Loaded.Valid(Settings settings) ->
                settings.engine() instanceof Address.Tcp(String host, int port)
                        ? new InetSocketAddress(host, port)
                        : SocketAddresses.engine(settings.engine());
            case Loaded.Invalid(List<Problem> problems) ->
                throw new IllegalArgumentException(
                        "--engine: " + problems.getFirst().message());
        };
    }

    /** The body of an answer with status 200; HTTP/1.0, so that it ends with the connection and has no chunks. */
    private static Optional<byte[]> get(SocketAddress engine, String target) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (SocketChannel channel = SocketChannel.open(engine)) {
            channel.write(ByteBuffer.wrap(
                    ("GET " + target + " HTTP/1.0\r\nHost: engine\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
            while (channel.read(buffer.clear()) >= 0 && answer.size() <= ANSWER_BYTES_MAX) {
                answer.write(buffer.array(), 0, buffer.position());
            }
        }
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n");
        return body > 0 && text.startsWith("HTTP/1.") && text.startsWith("200", "HTTP/1.x ".length())
                ? Optional.of(text.substring(body + 4).getBytes(StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }
}
