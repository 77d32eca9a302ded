package io.caisson.app.demo.api;

import io.caisson.app.demo.http.Reply;
import io.caisson.app.demo.world.Event;
import io.caisson.app.demo.world.Events;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What happens, as it happens. */
final class EventApi {
    private final World world;

    EventApi(World world) {
        this.world = world;
    }

    void routes(Router router) {
        router.on("GET", "/events", this::events);
    }

    private void events(Call call) throws IOException, InterruptedException {
        Filters filters = Filters.of(call);
        Instant since = Timestamps.parse(call.query().text("since"));
        Instant until = Timestamps.parse(call.query().text("until"));
        try (Events.Subscription subscription = world.events().subscribe(since == null ? Instant.MAX : since)) {
            OutputStream body = call.reply().stream(200, Reply.JSON);
            for (Event event : subscription.earlier()) {
                if (fits(event, filters) && (until == null || !event.time().isAfter(until))) {
                    body.write(Json.write(view(event)));
                }
            }
            for (Event event = next(call, subscription, until);
                    event != null;
                    event = next(call, subscription, until)) {
                if (fits(event, filters)) {
                    body.write(Json.write(view(event)));
                }
            }
        }
    }

    /** The next event, or null when the end of the wanted time has come. */
    private @Nullable Event next(Call call, Events.Subscription subscription, @Nullable Instant until)
            throws InterruptedException {
        if (until == null) {
            return call.reply().await(() -> subscription.coming().take());
        }
        long left = Duration.between(world.now(), until).toMillis();
        return call.reply()
                .await(() -> Optional.ofNullable(subscription.coming().poll(left, TimeUnit.MILLISECONDS)))
                .orElse(null);
    }

    private static boolean fits(Event event, Filters filters) {
        String action = event.action();
        int colon = action.indexOf(':');
        String plainAction = colon < 0 ? action : action.substring(0, colon);
        return filters.any("type", event.type()::equals)
                && filters.any("event", wanted -> wanted.equals(action) || wanted.equals(plainAction))
                && filters.any("scope", "local"::equals)
                && filters.labels(event.attributes())
                && about(event, filters, "container")
                && about(event, filters, "image")
                && about(event, filters, "network")
                && about(event, filters, "volume");
    }

    /** Whether an event is about the wanted object of a type; containers' events are about their image too. */
    private static boolean about(Event event, Filters filters, String type) {
        Predicate<String> named = wanted -> event.type().equals(type)
                && (event.id().startsWith(wanted)
                        || wanted.equals(event.attributes().get("name")));
        Predicate<String> used = wanted -> wanted.equals(event.attributes().get(type));
        return filters.any(type, named.or(used));
    }

    private static JsonObject view(Event event) {
        JsonObject view = new JsonObject();
        String image = event.attributes().get("image");
        if (event.type().equals("container") || event.type().equals("image")) {
            view.put("status", event.action()).put("id", event.id());
            if (image != null) {
                view.put("from", image);
            }
        }
        return view.put("Type", event.type())
                .put("Action", event.action())
                .put("Actor", new JsonObject().put("ID", event.id()).put("Attributes", event.attributes()))
                .put("scope", "local")
                .put("time", event.time().getEpochSecond())
                .put("timeNano", ChronoUnit.NANOS.between(Instant.EPOCH, event.time()));
    }
}
