package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.http.RawStream;
import io.caisson.app.demo.http.Reply;
import io.caisson.app.demo.process.Outlet;
import io.caisson.app.demo.process.Stdio;
import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/** What flows out of containers and into them: attach, wait, stats. */
final class StreamApi {
    private static final Duration STATS_PAUSE = Duration.ofSeconds(1);

    private final World world;

    StreamApi(World world) {
        this.world = world;
    }

    void routes(Router router) {
        router.on("POST", "/containers/{id}/attach", this::attach)
                .on("POST", "/containers/{id}/wait", this::await)
                .on("GET", "/containers/{id}/stats", this::stats);
    }

    private Container find(Call call) {
        return world.locked(() -> world.containers().find(call.argument()));
    }

    private void attach(Call call) throws IOException, InterruptedException {
        try {
            attach(call, find(call));
        } catch (ApiFault fault) {
            call.reply().refuseHijack(fault.status(), Attachment.RAW, fault.text());
        }
    }

    private void attach(Call call, Container container) throws IOException, InterruptedException {
        Stdio stdio = world.locked(() -> container.stdio());
        boolean stream = call.query().flag("stream");
        Outlet outlet = stream ? stdio.out().attach() : new Outlet();
        RawStream client;
        try {
            client = call.reply().withoutHeaders().hijack(call.upgrade(), Attachment.mediaType(stdio, call));
            if (call.query().flag("logs")) {
                for (byte[] line : LogApi.lines(
                        container, call.query().flag("stdout"), call.query().flag("stderr"))) {
                    client.write(line);
                }
            }
        } catch (IOException gone) {
            stdio.out().detach(outlet);
            throw gone;
        }
        if (!stream) {
            return;
        }
        world.locked(() -> world.containers().publish(container, "attach", Map.of()));
        boolean endsInput = container.spec().config().flag("StdinOnce") && !stdio.tty();
        Attachment.Wanted wanted = new Attachment.Wanted(
                call.query().flag("stdin") && container.spec().openStdin(),
                call.query().flag("stdout"),
                call.query().flag("stderr"),
                endsInput);
        // A process of another run of the container has streams of its own.
        new Attachment(
                        client,
                        stdio,
                        wanted,
                        () -> world.locked(() -> container.stdio() == stdio ? container.process() : null))
                .carry(outlet);
    }

    private void await(Call call) throws IOException, InterruptedException {
        Container container = find(call);
        String condition = call.query().text("condition");
        long ends = world.locked(() -> container.state().ends());
        if (!condition.isEmpty()
                && !condition.equals("not-running")
                && !condition.equals("next-exit")
                && !condition.equals("removed")) {
            throw ApiFault.badRequest("invalid condition: \"" + condition + "\"");
        }
        OutputStream body = call.reply().stream(200, Reply.JSON);
        int code = call.reply().await(() -> {
            switch (condition) {
                case "removed" -> world.await(container::removed);
                case "next-exit" -> world.await(() -> container.state().ends() > ends || container.removed());
                default -> world.await(() -> !container.state().status().alive());
            }
            return world.locked(() -> container.state().exitCode());
        });
        body.write(Json.write(new JsonObject().put("StatusCode", code)));
    }

    private void stats(Call call) throws IOException, InterruptedException {
        Container container = find(call);
        boolean once = call.query().flag("one-shot");
        boolean stream = !call.query().has("stream") || call.query().flag("stream");
        if (!stream) {
            call.reply().json(200, world.locked(() -> StatsView.of(container, world, once)));
            return;
        }
        OutputStream body = call.reply().stream(200, Reply.JSON);
        while (!world.locked(() -> container.removed())) {
            body.write(Json.write(world.locked(() -> StatsView.of(container, world, once))));
            boolean _ = call.reply().await(() -> {
                Thread.sleep(STATS_PAUSE);
                return true;
            });
        }
    }
}
