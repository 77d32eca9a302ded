package io.caisson.conformance.router;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.conformance.rig.Engine;
import io.caisson.conformance.rig.Running;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Crafted request lines against a live engine that reports the route which ran, by its own tracing: what would be allowed,
 * both as the client wrote it and as it is sent on, is the operation that the engine ran, with the same arguments.
 */
@Timeout(600)
class DifferentialTest {
    private static final int TARGETS = Integer.getInteger("conformance.targets", 10_000);
    private static final long SEED = Long.getLong("conformance.seed", 20_261_126L);
    private static final int SENDERS = 4;
    /** Longer than the engine takes to answer; what has no answer by then is a stream. */
    private static final int ANSWER_MILLIS = 2_000;

    private final Map<Operation, Route> routes = routes();

    /** One request that was sent. */
    private record Sent(String trace, String crafted, String line, Operation operation, List<String> arguments) {}

    /** A route of the engine: its name in traces, and what finds the arguments in a path. */
    private record Route(String name, Pattern path) {}

    @Test
    void what_would_be_allowed_is_what_the_engines_router_runs() throws Exception {
        Path module = Path.of("").toAbsolutePath();
        Map<String, String> tracing = Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + SpanCollector.PORT,
                "OTEL_BSP_SCHEDULE_DELAY",
                "100",
                "OTEL_BSP_MAX_QUEUE_SIZE",
                "100000");
        try (Engine engine = Engine.start(module, true, tracing);
                Running collector = collector(engine)) {
            collector.awaitOutput("ready");
            List<Sent> sent = send(engine.socket());
            Map<String, String[]> spans = await(collector, sent);
            List<String> wrong = new ArrayList<>();
            for (Sent request : sent) {
                String fault = fault(request, spans.get(request.trace));
                if (!fault.isEmpty()) {
                    wrong.add(request.crafted + " sent as " + request.line + ": " + fault);
                }
            }
            assertThat(wrong).as("seed " + SEED).isEmpty();
            // Two requests for each target that would be allowed; enough of them that the test says something.
            assertThat(sent.size()).isGreaterThan(TARGETS / 3);
            assertThat(sent.stream().map(Sent::operation).distinct().count()).isGreaterThan(100);
            System.out.println(TARGETS + " targets, " + sent.size() / 2 + " allowed, " + spans.size() + " traces");
        }
    }

    private static Running collector(Engine engine) {
        return engine.inNetwork(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        SpanCollector.class.getName())
                .start();
    }

    private List<Sent> send(Path socket) throws Exception {
        CraftedTargets targets = new CraftedTargets(SEED);
        ConcurrentLinkedQueue<Sent> queue = new ConcurrentLinkedQueue<>();
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < TARGETS; i++) {
            plan(targets.next(), all);
        }
        queue.addAll(all);
        try (var pool = Executors.newFixedThreadPool(SENDERS)) {
            for (int i = 0; i < SENDERS; i++) {
                pool.submit(() -> {
                    for (Sent next = queue.poll(); next != null; next = queue.poll()) {
                        exchange(socket, next);
                    }
                });
            }
        }
        return all;
    }

    /** Adds the requests for one crafted line: as written, and as it would be sent on. Nothing if it would be refused. */
    private static void plan(String crafted, List<Sent> all) {
        byte[] bytes = (crafted + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1);
        RequestHead head = new RequestHead();
        Call call = new Call();
        boolean read = new HeadParser(Limits.DEFAULTS).parse(bytes, 0, bytes.length, head) == bytes.length;
        if (!read || new Resolver().resolve(head, call) != null || call.operation() == Operation.SystemOptions) {
            return;
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments(); i++) {
            arguments.add(call.argument(i));
        }
        ByteWriter target = new ByteWriter(64);
        call.writeTarget(target);
        String canonical = head.methodText() + " " + target;
        for (String line : List.of(crafted, canonical)) {
            String trace = String.format("%032x", all.size() + 1);
            all.add(new Sent(trace, crafted, line, call.operation(), arguments));
        }
    }

    private static void exchange(Path socket, Sent sent) {
        AtomicBoolean done = new AtomicBoolean();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Thread guard = Thread.startVirtualThread(() -> closeLate(channel, done));
            channel.write(ByteBuffer.wrap((sent.line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTraceparent: 00-"
                            + sent.trace + "-00000000000000aa-01\r\n\r\n")
                    .getBytes(ISO_8859_1)));
            channel.read(ByteBuffer.allocate(4096));
            done.set(true);
            guard.interrupt();
        } catch (IOException closed) {
            // Late: what matters is the trace.
        }
    }

    private static void closeLate(SocketChannel channel, AtomicBoolean done) {
        try {
            Thread.sleep(ANSWER_MILLIS);
            if (!done.get()) {
                channel.close();
            }
        } catch (InterruptedException | IOException answered) {
            // In time.
        }
    }

    private static Map<String, String[]> await(Running collector, List<Sent> sent) throws InterruptedException {
        Map<String, String[]> spans = new HashMap<>();
        int quiet = 0;
        // Whatever has no trace after four quiet seconds ran no route.
        for (int before = 0; spans.size() < sent.size() && quiet < 8; before = spans.size()) {
            Thread.sleep(500);
            for (String line : collector.out().split("\n")) {
                String[] cells = line.split("\t", -1);
                if (cells.length == 3) {
                    spans.put(cells[0], cells);
                }
            }
            quiet = spans.size() == before ? quiet + 1 : 0;
        }
        return spans;
    }

    private String fault(Sent sent, String[] span) {
        if (span == null) {
            // What this engine does not have it cannot run: Podman's own operations, older and newer ones.
            return !routes.containsKey(sent.operation)
                    ? ""
                    : "judged as " + sent.operation + ", but the engine ran nothing";
        }
        Route route = routes.get(sent.operation);
        if (route == null) {
            return "judged as " + sent.operation + ", but the engine ran " + span[1];
        }
        if (!span[1].equals(route.name)) {
            return "judged as " + sent.operation + " (" + route.name + "), but the engine ran " + span[1];
        }
        String path = new String(HexFormat.of().parseHex(span[2]), UTF_8);
        Matcher matcher = route.path.matcher(path);
        if (!matcher.matches()) {
            return "the engine's path " + path + " does not fit " + route.name;
        }
        for (int i = 0; i < sent.arguments.size(); i++) {
            if (!matcher.group(i + 1).equals(sent.arguments.get(i))) {
                return "judged with " + sent.arguments + ", but the engine took " + matcher.group(i + 1);
            }
        }
        return "";
    }

    /** The routes that the newest engine here has. */
    private static Map<Operation, Route> routes() {
        Map<Operation, Route> routes = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("../core/src/test/resources/facts/operations.tsv"))) {
                String[] cells = line.split("\t", -1);
                boolean served = cells[15].isEmpty() && !cells[14].startsWith("docker-v29");
                if (cells[13].startsWith("/") && served) {
                    String pattern = cells[13];
                    String regex = pattern.replace(".", "\\.")
                            .replaceAll("\\{\\w+:\\\\\\.[*+]}", "(.*)")
                            .replaceAll("\\{\\w+}", "([^/]+)");
                    routes.put(
                            Operation.byId(cells[2]).orElseThrow(),
                            new Route(cells[0] + " " + pattern, Pattern.compile("(?:/v[0-9.]+)?" + regex)));
                }
            }
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
        return routes;
    }
}
