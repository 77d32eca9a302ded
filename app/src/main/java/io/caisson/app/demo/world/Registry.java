package io.caisson.app.demo.world;

import io.caisson.app.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The make-believe registry: it has an image of every name. Well-known names get the command, port and volume that one
 * expects of them; all others start a shell.
 */
public final class Registry {
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final long LAYER_BYTES = 3_400_000;
    private static final Duration IMAGE_AGE = Duration.ofDays(9);

    private final World world;

    public Registry(World world) {
        this.world = world;
    }

    /** The image of a name; the same image every time. */
    public Image image(ImageName name) {
        String seed = name.path() + ":" + name.tag();
        String id = "sha256:" + Ids.of("demo image " + seed);
        int layerCount = 2 + Math.floorMod(seed.hashCode(), 4);
        List<String> layers = new ArrayList<>();
        long size = 0;
        for (int i = 0; i < layerCount; i++) {
            layers.add("sha256:" + Ids.of("demo layer " + i + " " + seed));
            size += layerBytes(layers.getLast());
        }
        return new Image(
                id,
                name.isDigest() ? List.of() : List.of(name.toString()),
                List.of(name.repository() + "@" + digest(name)),
                world.now().minus(IMAGE_AGE.plusHours(Math.floorMod(seed.hashCode(), 400))),
                size,
                config(lastPart(name.repository())),
                layers);
    }

    /** The digest of what a name stands for. */
    public static String digest(ImageName name) {
        return name.isDigest() ? name.tag() : "sha256:" + Ids.of("demo manifest " + name);
    }

    /** The size of a layer. */
    public static long layerBytes(String layer) {
        return LAYER_BYTES + Math.floorMod(layer.hashCode(), 24_000_000);
    }

    private static String lastPart(String repository) {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    private static JsonObject config(String name) {
        JsonObject config = new JsonObject()
                .put("Env", List.of(PATH))
                .put("Entrypoint", null)
                .put("Labels", null)
                .put("OnBuild", null)
                .put("User", "")
                .put("Volumes", null)
                .put("WorkingDir", "/");
        return switch (name) {
            case "nginx" ->
                config.put("Entrypoint", List.of("/docker-entrypoint.sh"))
                        .put("Cmd", List.of("nginx", "-g", "daemon off;"))
                        .put("ExposedPorts", new JsonObject().put("80/tcp", new JsonObject()))
                        .put("StopSignal", "SIGQUIT");
            case "postgres" ->
                config.put("Entrypoint", List.of("docker-entrypoint.sh"))
                        .put("Cmd", List.of("postgres"))
                        .put("ExposedPorts", new JsonObject().put("5432/tcp", new JsonObject()))
                        .put("Volumes", new JsonObject().put("/var/lib/postgresql/data", new JsonObject()))
                        .put("StopSignal", "SIGINT");
            case "redis" ->
                config.put("Entrypoint", List.of("docker-entrypoint.sh"))
                        .put("Cmd", List.of("redis-server"))
                        .put("WorkingDir", "/data")
                        .put("ExposedPorts", new JsonObject().put("6379/tcp", new JsonObject()))
                        .put("Volumes", new JsonObject().put("/data", new JsonObject()));
            case "hello-world" -> config.put("Cmd", List.of("/hello"));
            case "debian", "ubuntu" -> config.put("Cmd", List.of("bash"));
            default -> config.put("Cmd", List.of("sh"));
        };
    }
}
