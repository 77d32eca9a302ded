package io.caisson.app.demo.api;

import io.caisson.app.demo.world.Volume;
import io.caisson.app.demo.world.Volumes;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Volumes. */
final class VolumeApi {
    private static final int ANONYMOUS_NAME_LENGTH = 64;

    private final World world;
    private final Volumes volumes;

    VolumeApi(World world) {
        this.world = world;
        this.volumes = world.volumes();
    }

    void routes(Router router) {
        router.on("GET", "/volumes", this::list)
                .on("POST", "/volumes/create", this::create)
                .on("POST", "/volumes/prune", this::prune)
                .on("GET", "/volumes/{name}", this::inspect)
                .on("DELETE", "/volumes/{name}", this::remove);
    }

    static JsonObject view(Volume volume) {
        return new JsonObject()
                .put(
                        "CreatedAt",
                        volume.created().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("Driver", volume.driver())
                .put("Labels", volume.labels().isEmpty() ? null : volume.labels())
                .put("Mountpoint", volume.mountpoint())
                .put("Name", volume.name())
                .put("Options", volume.options().isEmpty() ? null : volume.options())
                .put("Scope", "local");
    }

    private void list(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("name", "label", "driver", "dangling"));
        List<JsonObject> views = world.locked(() -> volumes.all().stream()
                .filter(volume -> filters.labels(volume.labels())
                        && filters.any("name", volume.name()::contains)
                        && filters.any("driver", volume.driver()::equals)
                        && filters.any(
                                "dangling",
                                value -> value.equals("true")
                                        == volumes.users(volume.name()).isEmpty()))
                .map(VolumeApi::view)
                .toList());
        call.reply().json(200, new JsonObject().put("Volumes", views).put("Warnings", null));
    }

    private void create(Call call) throws IOException {
        JsonObject body = call.document();
        JsonObject view = world.locked(() -> view(volumes.create(
                body.text("Name"), body.text("Driver"), body.textMap("Labels"), body.textMap("DriverOpts"))));
        call.reply().json(201, view);
    }

    private void inspect(Call call) throws IOException {
        JsonObject view = world.locked(() -> view(volumes.find(call.argument())));
        call.reply().json(200, view);
    }

    private void remove(Call call) throws IOException {
        world.locked(() -> volumes.remove(call.argument()));
        call.reply().empty(204);
    }

    /** Removes unused volumes: those without a name of their own, or all with the filter {@code all}. */
    private void prune(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("all", "label"));
        boolean named = filters.flag("all") || !call.version().atLeast(1, 42);
        List<String> deleted = new ArrayList<>();
        long bytes = world.locked(() -> {
            long freed = 0;
            for (Volume volume : volumes.all()) {
                boolean chosen = named || volume.name().length() == ANONYMOUS_NAME_LENGTH;
                if (chosen && volumes.users(volume.name()).isEmpty() && filters.labels(volume.labels())) {
                    volumes.remove(volume.name());
                    deleted.add(volume.name());
                    freed += volume.size();
                }
            }
            return freed;
        });
        call.reply().json(200, new JsonObject().put("VolumesDeleted", deleted).put("SpaceReclaimed", bytes));
    }
}
