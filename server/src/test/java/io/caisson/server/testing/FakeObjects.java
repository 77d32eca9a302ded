package io.caisson.server.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An engine that describes what a test puts into it and says yes to everything else; a test may change things between a
 * description and the call.
 */
public final class FakeObjects implements AutoCloseable {
    private final FakeEngine engine;
    private final Map<String, String> descriptions = new ConcurrentHashMap<>();
    private final Queue<String> lookups = new ConcurrentLinkedQueue<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private volatile Runnable afterLookup = () -> {};

    private FakeObjects(Path socket) throws IOException {
        engine = FakeEngine.start(socket, (wire, connection) -> {
            while (true) {
                serve(wire);
            }
        });
    }

    public static FakeObjects start(Path socket) throws IOException {
        return new FakeObjects(socket);
    }

    private void serve(Wire wire) throws IOException {
        String head = wire.readHead();
        String line = head.substring(0, head.indexOf('\r'));
        if (head.contains("User-Agent: caisson\r\n")) {
            lookups.add(line);
            String path = line.split(" ")[1];
            String description = descriptions.get(path);
            String body = description == null ? "{\"message\":\"No such object: " + path + "\"}" : description;
            wire.send("HTTP/1.1 " + (description == null ? "404 Not Found" : "200 OK")
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
            afterLookup.run();
            return;
        }
        int at = head.indexOf("Content-Length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        calls.add(line + (length == 0 ? "" : " " + wire.readText(length)));
        wire.send("HTTP/1.1 204 No Content\r\n\r\n");
    }

    /** Makes the engine answer a look-up of this path. */
    public FakeObjects has(String path, String json) {
        descriptions.put(path, json);
        return this;
    }

    /** Makes the engine know a container by a reference. */
    public FakeObjects container(String reference, String id, String name, String labels) {
        return has(
                "/containers/" + reference + "/json",
                "{\"Id\":\"" + id + "\",\"Name\":\"/" + name
                        + "\",\"Image\":\"sha256:0\",\"State\":{\"Status\":\"running\"},"
                        + "\"Config\":{\"Image\":\"alpine\",\"Labels\":" + labels + "}}");
    }

    /** Forgets what is at a path. */
    public void hasNot(String path) {
        descriptions.remove(path);
    }

    /** What happens between a description and the next request. */
    public void afterLookup(Runnable what) {
        afterLookup = what;
    }

    /** Request lines of look-ups. */
    public Queue<String> lookups() {
        return lookups;
    }

    /** Request lines of everything else, with their bodies. */
    public Queue<String> calls() {
        return calls;
    }

    public FakeEngine engine() {
        return engine;
    }

    public Path socket() {
        return engine.socket();
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
