package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.http.Reply;
import io.caisson.app.demo.world.Ids;
import io.caisson.app.demo.world.Image;
import io.caisson.app.demo.world.ImageName;
import io.caisson.app.demo.world.Registry;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Pulling images from the make-believe registry, with the progress lines that clients draw. */
final class PullApi {
    private static final Duration STEP = Duration.ofMillis(60);
    private static final int STEPS = 6;
    private static final int BAR_LENGTH = 50;

    private final World world;
    private final Registry registry;

    PullApi(World world) {
        this.world = world;
        this.registry = new Registry(world);
    }

    void routes(Router router) {
        router.on("POST", "/images/create", this::pull);
    }

    private void pull(Call call) throws IOException, InterruptedException {
        String from = call.query().text("fromImage");
        if (from.isEmpty()) {
            throw new ApiFault(501, "the demo engine only pulls images; it does not import them");
        }
        String tag = call.query().text("tag");
        ImageName name = tag.isEmpty() ? ImageName.parse(from) : ImageName.of(from, tag);
        Image image = registry.image(name);
        boolean present = world.locked(() -> world.images().lookUp(name.toString()) != null);
        Progress progress = new Progress(call.reply());
        progress.line(
                new JsonObject().put("status", "Pulling from " + name.path()).put("id", name.tag()));
        if (!present) {
            layers(progress, image);
            world.locked(() -> world.images().addPulled(image));
        }
        progress.line(new JsonObject().put("status", "Digest: " + Registry.digest(name)));
        progress.line(new JsonObject()
                .put(
                        "status",
                        present
                                ? "Status: Image is up to date for " + name
                                : "Status: Downloaded newer image for " + name));
    }

    private static void layers(Progress progress, Image image) throws IOException, InterruptedException {
        for (String layer : image.layers()) {
            progress.state(layer, "Pulling fs layer");
        }
        for (String layer : image.layers()) {
            long size = Registry.layerBytes(layer);
            for (int step = 1; step <= STEPS; step++) {
                progress.part(layer, "Downloading", size * step / STEPS, size);
                progress.pause();
            }
            progress.state(layer, "Verifying Checksum");
            progress.state(layer, "Download complete");
        }
        for (String layer : image.layers()) {
            long size = Registry.layerBytes(layer);
            progress.part(layer, "Extracting", size / 2, size);
            progress.pause();
            progress.part(layer, "Extracting", size, size);
            progress.state(layer, "Pull complete");
        }
    }

    /** Writes progress lines, one document each. */
    private static final class Progress {
        private final Reply reply;
        private final OutputStream body;

        Progress(Reply reply) throws IOException {
            this.reply = reply;
            this.body = reply.stream(200, Reply.JSON);
        }

        void pause() throws InterruptedException {
            boolean _ = reply.await(() -> {
                Thread.sleep(STEP);
                return true;
            });
        }

        void line(JsonObject line) throws IOException {
            byte[] text = Json.write(line);
            // The engine ends these lines with CR LF.
            text[text.length - 1] = '\r';
            byte[] whole = Arrays.copyOf(text, text.length + 1);
            whole[text.length] = '\n';
            body.write(whole);
        }

        void state(String layer, String status) throws IOException {
            line(new JsonObject()
                    .put("status", status)
                    .put("progressDetail", new JsonObject())
                    .put("id", Ids.abbreviated(layer)));
        }

        void part(String layer, String status, long current, long total) throws IOException {
            int done = (int) (BAR_LENGTH * current / total);
            String bar = "[" + "=".repeat(done) + ">" + " ".repeat(BAR_LENGTH - done) + "]  " + megabytes(current) + "/"
                    + megabytes(total);
            line(new JsonObject()
                    .put("status", status)
                    .put(
                            "progressDetail",
                            new JsonObject().put("current", current).put("total", total))
                    .put("progress", bar)
                    .put("id", Ids.abbreviated(layer)));
        }

        private static String megabytes(long bytes) {
            return String.format(Locale.US, "%.2fMB", bytes / 1e6);
        }
    }
}
