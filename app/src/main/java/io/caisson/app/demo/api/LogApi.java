package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.http.Query;
import io.caisson.app.demo.process.Chunk;
import io.caisson.app.demo.process.LogBuffer;
import io.caisson.app.demo.process.LogBuffer.Line;
import io.caisson.app.demo.process.Std;
import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logs of containers. */
final class LogApi {
    private final World world;

    LogApi(World world) {
        this.world = world;
    }

    void routes(Router router) {
        router.on("GET", "/containers/{id}/logs", this::logs);
    }

    /** Which lines a client wants, and how. */
    private record Wanted(
            boolean out,
            boolean err,
            @Nullable Instant since,
            @Nullable Instant until,
            boolean timestamps,
            boolean tty) {
        static Wanted of(Query query, boolean tty) {
            return new Wanted(
                    query.flag("stdout"),
                    query.flag("stderr"),
                    Timestamps.parse(query.text("since")),
                    Timestamps.parse(query.text("until")),
                    query.flag("timestamps"),
                    tty);
        }

        boolean has(Line line) {
            return (line.text().stream() == Std.OUT ? out : err)
                    && (since == null || !line.time().isBefore(since))
                    && !past(line);
        }

        boolean past(Line line) {
            return until != null && line.time().isAfter(until);
        }

        byte[] render(Line line) {
            byte[] text = line.text().bytes();
            if (timestamps) {
                byte[] time = (Timestamps.nano(line.time()) + " ").getBytes(StandardCharsets.US_ASCII);
                byte[] stamped = Arrays.copyOf(time, time.length + text.length);
                System.arraycopy(text, 0, stamped, time.length, text.length);
                text = stamped;
            }
            return tty ? text : new Chunk(line.text().stream(), text).frame();
        }
    }

    private void logs(Call call) throws IOException, InterruptedException {
        Container container = world.locked(() -> world.containers().find(call.argument()));
        Query query = call.query();
        Wanted wanted = Wanted.of(query, container.spec().tty());
        if (!wanted.out() && !wanted.err()) {
            throw ApiFault.badRequest("Bad parameters: you must choose at least one stream");
        }
        boolean framed = !wanted.tty() && call.version().atLeast(1, 42);
        OutputStream body = call.reply().stream(200, framed ? Attachment.MULTIPLEXED : Attachment.RAW);
        LogBuffer log = container.log();
        List<Line> kept = log.lines();
        List<Line> chosen = new ArrayList<>(kept.stream().filter(wanted::has).toList());
        int tail = tail(query.text("tail"));
        for (Line line : chosen.subList(Math.max(0, chosen.size() - tail), chosen.size())) {
            body.write(wanted.render(line));
        }
        if (query.flag("follow")) {
            follow(call, log, kept.isEmpty() ? 0 : kept.getLast().number(), wanted, body);
        }
    }

    private static void follow(Call call, LogBuffer log, long after, Wanted wanted, OutputStream body)
            throws IOException, InterruptedException {
        long last = after;
        for (Line line = next(call, log, last); line != null && !wanted.past(line); line = next(call, log, last)) {
            last = line.number();
            if (wanted.has(line)) {
                body.write(wanted.render(line));
            }
        }
    }

    private static @Nullable Line next(Call call, LogBuffer log, long after) throws InterruptedException {
        return call.reply()
                .await(() -> Optional.ofNullable(log.awaitAfter(after)))
                .orElse(null);
    }

    private static int tail(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException all) {
            return Integer.MAX_VALUE;
        }
    }

    /** What is kept of a container's log, as an attached client gets it. */
    static List<byte[]> lines(Container container, boolean out, boolean err) {
        Wanted wanted = new Wanted(out, err, null, null, false, container.spec().tty());
        return container.log().lines().stream()
                .filter(wanted::has)
                .map(wanted::render)
                .toList();
    }
}
