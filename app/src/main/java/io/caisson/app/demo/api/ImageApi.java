package io.caisson.app.demo.api;

import io.caisson.app.demo.world.Image;
import io.caisson.app.demo.world.ImageName;
import io.caisson.app.demo.world.Images;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Images: lists, details, names. */
final class ImageApi {
    private final World world;

    ImageApi(World world) {
        this.world = world;
    }

    void routes(Router router) {
        router.on("GET", "/images/json", this::list)
                .on("POST", "/images/prune", this::prune)
                .on("GET", "/images/{name*}/json", this::inspect)
                .on("GET", "/images/{name*}/history", this::history)
                .on("POST", "/images/{name*}/tag", this::tag)
                .on("DELETE", "/images/{name*}", this::remove);
    }

    private void list(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("reference", "dangling", "label"));
        List<JsonObject> views = world.locked(() -> world.images().all().stream()
                .filter(image -> fits(image, filters))
                .map(image -> summary(image, -1)
                        .put("RepoTags", shownTags(image, filters))
                        .put("RepoDigests", filters.has("reference") ? List.of() : image.digests()))
                .toList());
        call.reply().json(200, views);
    }

    private static boolean fits(Image image, Filters filters) {
        return filters.labels(image.config().textMap("Labels"))
                && filters.any("dangling", value -> image.tags().isEmpty() == value.equals("true"))
                && (!filters.has("reference") || !shownTags(image, filters).isEmpty());
    }

    private static List<String> shownTags(Image image, Filters filters) {
        return image.tags().stream()
                .filter(tag -> filters.any("reference", pattern -> matches(pattern, tag)))
                .toList();
    }

    /** Whether a name fits a pattern in which a star stands for anything but a slash. */
    private static boolean matches(String pattern, String tag) {
        String name = tag.substring(0, tag.lastIndexOf(':'));
        return glob(pattern, tag) || glob(pattern, name);
    }

    private static boolean glob(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        if (!text.startsWith(pattern.substring(0, star))) {
            return false;
        }
        for (int end = star; end <= text.length(); end++) {
            if (glob(pattern.substring(star + 1), text.substring(end))) {
                return true;
            }
            if (end < text.length() && text.charAt(end) == '/') {
                return false;
            }
        }
        return false;
    }

    /** @param containers how many containers use the image, or -1 if that was not counted */
    static JsonObject summary(Image image, int containers) {
        return new JsonObject()
                .put("Containers", containers)
                .put("Created", image.created().getEpochSecond())
                .put("Id", image.id())
                .put("Labels", image.config().has("Labels") ? image.config().object("Labels") : null)
                .put("ParentId", "")
                .put("RepoDigests", image.digests())
                .put("RepoTags", image.tags())
                .put("SharedSize", containers < 0 ? -1 : 0)
                .put("Size", image.size());
    }

    private void inspect(Call call) throws IOException {
        JsonObject view = world.locked(() -> details(world.images().find(call.argument())));
        call.reply().json(200, view);
    }

    private static JsonObject details(Image image) {
        return new JsonObject()
                .put("Id", image.id())
                .put("RepoTags", image.tags())
                .put("RepoDigests", image.digests())
                .put("Parent", "")
                .put("Comment", "buildkit.dockerfile.v0")
                .put("Created", image.created().toString())
                .put("DockerVersion", "")
                .put("Author", "")
                .put("Architecture", SystemApi.ARCHITECTURE)
                .put("Os", "linux")
                .put("Size", image.size())
                .put("GraphDriver", ContainerView.graphDriver(image.id().substring("sha256:".length())))
                .put("RootFS", new JsonObject().put("Type", "layers").put("Layers", image.layers()))
                .put(
                        "Metadata",
                        new JsonObject().put("LastTagTime", image.created().toString()))
                .put("Config", image.config());
    }

    private void history(Call call) throws IOException {
        List<JsonObject> steps = world.locked(() -> {
            Image image = world.images().find(call.argument());
            List<JsonObject> found = new ArrayList<>();
            for (int i = image.layers().size() - 1; i >= 0; i--) {
                boolean newest = i == image.layers().size() - 1;
                found.add(new JsonObject()
                        .put("Comment", "buildkit.dockerfile.v0")
                        .put("Created", image.created().getEpochSecond())
                        .put(
                                "CreatedBy",
                                newest ? "CMD " + image.config().texts("Cmd") : "COPY layer" + i + " / # buildkit")
                        .put("Id", newest ? image.id() : "<missing>")
                        .put("Size", image.size() / image.layers().size())
                        .put("Tags", newest ? image.tags() : null));
            }
            return found;
        });
        call.reply().json(200, steps);
    }

    private void tag(Call call) throws IOException {
        ImageName name = ImageName.of(call.query().text("repo"), call.query().text("tag"));
        world.locked(() -> world.images().tag(world.images().find(call.argument()), name));
        call.reply().empty(201);
    }

    private void remove(Call call) throws IOException {
        Images.Removal removal = world.locked(
                () -> world.images().remove(call.argument(), call.query().flag("force")));
        call.reply().json(200, view(removal));
    }

    private static List<JsonObject> view(Images.Removal removal) {
        List<JsonObject> parts = new ArrayList<>();
        removal.untagged().forEach(name -> parts.add(new JsonObject().put("Untagged", name)));
        removal.deleted().forEach(id -> parts.add(new JsonObject().put("Deleted", id)));
        return parts;
    }

    /** Removes images without a name, or all that no container uses with {@code dangling=false}. */
    private void prune(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("dangling", "label", "until"));
        boolean onlyNameless = !filters.has("dangling") || filters.flag("dangling");
        List<JsonObject> deleted = new ArrayList<>();
        long bytes = world.locked(() -> {
            long freed = 0;
            for (Image image : world.images().all()) {
                boolean used = world.containers().all().stream()
                        .anyMatch(container -> container.spec().imageId().equals(image.id()));
                if (!used && (image.tags().isEmpty() || !onlyNameless)) {
                    deleted.addAll(view(world.images().remove(image.id(), true)));
                    freed += image.size();
                }
            }
            return freed;
        });
        call.reply()
                .json(
                        200,
                        new JsonObject()
                                .put("ImagesDeleted", deleted.isEmpty() ? null : deleted)
                                .put("SpaceReclaimed", bytes));
    }
}
