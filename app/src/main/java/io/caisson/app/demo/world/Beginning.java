package io.caisson.app.demo.world;

import io.caisson.app.demo.process.Std;
import io.caisson.app.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The world at the start: a small shop of three services and a finished job, made by Compose two days ago. Its secrets
 * lie in environment variables, as they do in many real ones, so that one sees what any client of the engine can read.
 */
public final class Beginning {
    private static final String PROJECT = "shop";
    private static final String NETWORK = "shop_default";
    private static final Duration AGE = Duration.ofHours(53);
    private static final long DATABASE_BYTES = 48_300_000;
    private static final long CACHE_BYTES = 1_200_000;

    private final World world;
    private final Registry registry;
    private final Instant then;

    private Beginning(World world) {
        this.world = world;
        this.registry = new Registry(world);
        this.then = world.now().minus(AGE);
    }

    /** Fills a world. */
    public static void fill(World world) {
        world.locked(() -> new Beginning(world).fill());
    }

    private void fill() {
        network();
        volume("shop_db-data", DATABASE_BYTES);
        volume("shop_cache-data", CACHE_BYTES);
        world.images().add(registry.image(ImageName.parse("alpine:3.22")));
        JsonObject migrate = service("migrate", "shop/tools:1.4", List.of("DATABASE_URL=" + databaseUrl()));
        migrate.put("Cmd", List.of("migrate", "--up"));
        Container job = add("migrate", migrate);
        job.log().append(then.plusSeconds(8), Std.OUT, bytes("2 migrations applied\n"));
        job.become(job.state().running(1, then.plusSeconds(7)).exited(0, then.plusSeconds(9)));

        JsonObject cache = service("cache", "redis:8-alpine", List.of());
        cache.put("Cmd", List.of("redis-server", "--requirepass", "demo-cache-password"));
        host(cache).put("Binds", List.of("shop_cache-data:/data"));
        world.containers().runs().resume(add("cache", cache), then.plusSeconds(4), 30);

        JsonObject database = service(
                "db",
                "postgres:17-alpine",
                List.of("POSTGRES_USER=shop", "POSTGRES_DB=shop", "POSTGRES_PASSWORD=demo-database-password"));
        database.put(
                "Healthcheck",
                new JsonObject()
                        .put("Test", List.of("CMD-SHELL", "pg_isready -U shop"))
                        .put("Interval", 10_000_000_000L));
        host(database).put("Binds", List.of("shop_db-data:/var/lib/postgresql/data"));
        world.containers().runs().resume(add("db", database), then.plusSeconds(5), 30);

        JsonObject web = service(
                "web",
                "nginx:1.29-alpine",
                List.of("DATABASE_URL=" + databaseUrl(), "PAYMENT_API_KEY=demo-payment-key", "LOG_FORMAT=combined"));
        host(web)
                .put(
                        "PortBindings",
                        new JsonObject()
                                .put(
                                        "80/tcp",
                                        List.of(new JsonObject()
                                                .put("HostIp", "")
                                                .put("HostPort", "8080"))));
        world.containers().runs().resume(add("web", web), then.plusSeconds(12), 60);
    }

    private static String databaseUrl() {
        return "postgres://shop:demo-database-password@db:5432/shop";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void network() {
        Map<String, String> labels =
                Map.of("com.docker.compose.network", "default", "com.docker.compose.project", PROJECT);
        world.networks()
                .add(new Network(
                        Ids.of("demo network " + NETWORK),
                        NETWORK,
                        "bridge",
                        then,
                        "172.18.0.0/16",
                        "172.18.0.1",
                        false,
                        false,
                        false,
                        labels,
                        Map.of()));
    }

    private void volume(String name, long size) {
        Map<String, String> labels = Map.of(
                "com.docker.compose.project",
                PROJECT,
                "com.docker.compose.volume",
                name.substring(name.indexOf('_') + 1));
        world.volumes().add(new Volume(name, "local", then, labels, Map.of(), size));
    }

    private JsonObject service(String name, String image, List<String> environment) {
        if (world.images().lookUp(image) == null) {
            world.images().add(registry.image(ImageName.parse(image)));
        }
        JsonObject labels = new JsonObject()
                .put("com.docker.compose.config-hash", Ids.of("demo service " + name))
                .put("com.docker.compose.container-number", "1")
                .put("com.docker.compose.oneoff", "False")
                .put("com.docker.compose.project", PROJECT)
                .put("com.docker.compose.project.config_files", "/srv/shop/compose.yaml")
                .put("com.docker.compose.project.working_dir", "/srv/shop")
                .put("com.docker.compose.service", name);
        return new JsonObject()
                .put("Image", image)
                .put("Env", new ArrayList<>(environment))
                .put("Labels", labels)
                .put(
                        "HostConfig",
                        new JsonObject()
                                .put("NetworkMode", NETWORK)
                                .put("RestartPolicy", new JsonObject().put("Name", "unless-stopped")))
                .put(
                        "NetworkingConfig",
                        new JsonObject()
                                .put(
                                        "EndpointsConfig",
                                        new JsonObject().put(NETWORK, new JsonObject().put("Aliases", List.of(name)))));
    }

    private static JsonObject host(JsonObject body) {
        return body.object("HostConfig");
    }

    private Container add(String name, JsonObject body) {
        Image image = world.images().find(body.text("Image"));
        return world.containers().add(Ids.of("demo container " + name), name, then.plusSeconds(3), body, image);
    }
}
