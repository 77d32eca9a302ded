package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.process.Signal;
import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.Containers;
import io.caisson.app.demo.world.Image;
import io.caisson.app.demo.world.Network;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Containers: lists, details, life. */
final class ContainerApi {
    private static final Set<String> FILTERS =
            Set.of("id", "name", "label", "status", "ancestor", "network", "volume", "exited", "is-task", "health");

    private static final List<String> STATES =
            List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

    private final World world;
    private final Containers containers;
    private final ContainerView view;

    ContainerApi(World world) {
        this.world = world;
        this.containers = world.containers();
        this.view = new ContainerView(world);
    }

    void routes(Router router) {
        router.on("GET", "/containers/json", this::list)
                .on("POST", "/containers/create", this::create)
                .on("POST", "/containers/prune", this::prune)
                .on("GET", "/containers/{id}/json", this::inspect)
                .on("GET", "/containers/{id}/top", this::top)
                .on("GET", "/containers/{id}/changes", this::changes)
                .on("POST", "/containers/{id}/start", this::start)
                .on("POST", "/containers/{id}/stop", this::stop)
                .on("POST", "/containers/{id}/restart", this::restart)
                .on("POST", "/containers/{id}/kill", this::kill)
                .on("POST", "/containers/{id}/pause", this::pause)
                .on("POST", "/containers/{id}/unpause", this::unpause)
                .on("POST", "/containers/{id}/rename", this::rename)
                .on("POST", "/containers/{id}/update", this::update)
                .on("POST", "/containers/{id}/resize", this::resize)
                .on("DELETE", "/containers/{id}", this::remove);
    }

    private void list(Call call) throws IOException {
        Filters filters = Filters.of(call, FILTERS);
        checkStates(filters);
        Integer limit = call.number("limit");
        boolean all = call.query().flag("all") || limit != null || filters.has("status") || filters.has("exited");
        boolean size = call.query().flag("size");
        List<JsonObject> views = world.locked(() -> {
            List<JsonObject> found = new ArrayList<>();
            for (Container container : containers.all()) {
                boolean shown = all || container.state().status().alive();
                boolean room = limit == null || limit <= 0 || found.size() < limit;
                if (shown && room && fits(container, filters)) {
                    found.add(view.summary(container, size));
                }
            }
            return found;
        });
        call.reply().json(200, views);
    }

    private static void checkStates(Filters filters) {
        for (String state : filters.values("status")) {
            if (!STATES.contains(state)) {
                throw ApiFault.badRequest("invalid filter 'status=" + state + "': invalid value for state (" + state
                        + "): must be one of " + String.join(", ", STATES));
            }
        }
    }

    private boolean fits(Container container, Filters filters) {
        return filters.labels(container.spec().labels())
                && filters.any("id", container.id()::startsWith)
                && filters.any("name", name -> container.state().name().contains(plain(name)))
                && filters.any("status", container.state().status().word()::equals)
                && filters.any("ancestor", name -> descends(container, name))
                && filters.any("network", name -> joins(container, name))
                && filters.any(
                        "volume",
                        name -> container.spec().mounts().stream()
                                .anyMatch(mount -> mount.volume().equals(name)
                                        || mount.destination().equals(name)))
                && filters.any(
                        "exited",
                        code -> code.equals(Integer.toString(container.state().exitCode()))
                                && !container.state().status().alive())
                && filters.any("is-task", value -> !value.equals("true"))
                && filters.any("health", value -> view.healthWord(container).equals(value));
    }

    /** A name filter is a regular expression in the engine; here only its anchors are understood. */
    private static String plain(String pattern) {
        String start = pattern.startsWith("^") ? pattern.substring(1) : pattern;
        String whole = start.startsWith("/") ? start.substring(1) : start;
        return whole.endsWith("$") ? whole.substring(0, whole.length() - 1) : whole;
    }

    private boolean descends(Container container, String name) {
        Image image = world.images().lookUp(name);
        return image != null && image.id().equals(container.spec().imageId());
    }

    private boolean joins(Container container, String name) {
        Network network = world.networks().lookUp(name);
        return network != null && container.state().endpoints().containsKey(network.name());
    }

    private void create(Call call) throws IOException {
        JsonObject body = call.requiredDocument();
        String id = world.locked(
                () -> containers.create(call.query().text("name"), body).id());
        call.reply().json(201, new JsonObject().put("Id", id).put("Warnings", List.of()));
    }

    private void inspect(Call call) throws IOException {
        JsonObject details = world.locked(() ->
                view.details(containers.find(call.argument()), call.query().flag("size")));
        call.reply().json(200, details);
    }

    private void top(Call call) throws IOException {
        JsonObject processes = world.locked(() -> {
            Container container = containers.find(call.argument());
            var _ = containers.runs().running(container);
            return ProcessTable.of(container, world);
        });
        call.reply().json(200, processes);
    }

    private void changes(Call call) throws IOException {
        world.locked(() -> containers.find(call.argument()));
        call.reply().json(200, null);
    }

    private void start(Call call) throws IOException {
        if (!call.document().isEmpty()) {
            throw ApiFault.badRequest("starting container with non-empty request body was deprecated since API v1.22"
                    + " and removed in v1.24");
        }
        boolean started = world.locked(() -> containers.runs().start(containers.find(call.argument())));
        call.reply().empty(started ? 204 : 304);
    }

    private void stop(Call call) throws IOException, InterruptedException {
        Container container = find(call);
        call.reply().empty(containers.runs().stop(container, call.number("t")) ? 204 : 304);
    }

    private void restart(Call call) throws IOException, InterruptedException {
        containers.runs().restart(find(call), call.number("t"));
        call.reply().empty(204);
    }

    private void kill(Call call) throws IOException, InterruptedException {
        try {
            Container container = find(call);
            containers.runs().kill(container, signal(call.query().text("signal")));
        } catch (ApiFault fault) {
            throw new ApiFault(fault.status(), "cannot kill container: " + call.argument() + ": " + fault.text());
        }
        call.reply().empty(204);
    }

    private static int signal(String name) {
        OptionalInt signal = name.isEmpty() ? OptionalInt.of(Signal.KILL) : Signal.parse(name);
        if (signal.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiFault.badRequest("the linux daemon does not support signal " + name);
        }
        return signal.orElseThrow(() -> ApiFault.badRequest("invalid signal: " + name));
    }

    private Container find(Call call) {
        return world.locked(() -> containers.find(call.argument()));
    }

    private void pause(Call call) throws IOException {
        world.locked(() -> containers.runs().pause(containers.find(call.argument())));
        call.reply().empty(204);
    }

    private void unpause(Call call) throws IOException {
        world.locked(() -> containers.runs().unpause(containers.find(call.argument())));
        call.reply().empty(204);
    }

    private void rename(Call call) throws IOException {
        world.locked(() ->
                containers.rename(containers.find(call.argument()), call.query().text("name")));
        call.reply().empty(204);
    }

    private void update(Call call) throws IOException {
        JsonObject limits = call.document();
        world.locked(() -> containers.runs().update(containers.find(call.argument()), limits));
        call.reply().json(200, new JsonObject().put("Warnings", null));
    }

    /** A terminal's size changes nothing here. */
    private void resize(Call call) throws IOException {
        world.locked(() -> containers.runs().running(containers.find(call.argument())));
        checkSize(call);
        call.reply().empty(200);
    }

    static void checkSize(Call call) {
        for (String name : List.of("h", "w")) {
            String text = call.query().text(name);
            if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw ApiFault.badRequest("invalid resize " + (name.equals("h") ? "height" : "width") + " \"" + text
                        + "\": invalid syntax");
            }
        }
    }

    private void remove(Call call) throws IOException, InterruptedException {
        Container container = find(call);
        if (!call.query().flag("force")) {
            world.locked(() -> containers.refuseAlive(container, call.argument()));
        } else if (world.locked(() -> container.state().status().alive())) {
            containers.runs().kill(container, Signal.KILL);
        }
        world.locked(() -> containers.remove(container, call.query().flag("v")));
        call.reply().empty(204);
    }

    private void prune(Call call) throws IOException {
        Filters filters = Filters.of(call, Set.of("label", "until"));
        List<String> deleted = world.locked(() -> {
            List<String> ids = new ArrayList<>();
            for (Container container : containers.all()) {
                if (!container.state().status().alive()
                        && filters.labels(container.spec().labels())) {
                    containers.remove(container, false);
                    ids.add(container.id());
                }
            }
            return ids;
        });
        call.reply()
                .json(
                        200,
                        new JsonObject()
                                .put("ContainersDeleted", deleted.isEmpty() ? null : deleted)
                                .put("SpaceReclaimed", 0));
    }
}
