package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.Image;
import io.caisson.app.demo.world.Status;
import io.caisson.app.demo.world.Volume;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The engine itself: ping, version, information, disk use, and what this engine does not do. */
final class SystemApi {
    /** The engine that this one behaves like, and a mark that it is not one. */
    static final String ENGINE_VERSION = "28.5.2-demo";

    static final String ARCHITECTURE = "amd64";
    static final int CORES = 4;
    static final long MEMORY_BYTES = 8L << 30;

    private static final String KERNEL = "6.12.0-demo";
    private static final String BUILD_TIME = "2025-11-05T14:43:00.000000000+00:00";
    private static final String NOT_SWARM = "This node is not a swarm manager. Use \"docker swarm init\" or \"docker"
            + " swarm join\" to connect this node to swarm and try again.";
    private static final String NOT_HERE = "the demo engine does not do this: ";

    private final World world;
    private final ContainerView containers;

    SystemApi(World world) {
        this.world = world;
        this.containers = new ContainerView(world);
    }

    void routes(Router router) {
        router.on("GET", "/_ping", this::ping)
                .on("HEAD", "/_ping", this::ping)
                .on("GET", "/version", this::version)
                .on("GET", "/info", this::info)
                .on("GET", "/system/df", this::diskUse)
                .on("GET", "/plugins", call -> call.reply().json(200, List.of()));
        for (String path : List.of("/swarm", "/nodes", "/services", "/tasks", "/secrets", "/configs")) {
            router.on("GET", path, call -> call.reply().error(503, NOT_SWARM));
        }
        for (String path : List.of("/build", "/commit", "/auth", "/images/load", "/swarm/init", "/build/prune")) {
            router.on("POST", path, SystemApi::absent);
        }
        router.on("GET", "/containers/{id}/archive", SystemApi::absent)
                .on("PUT", "/containers/{id}/archive", SystemApi::absent)
                .on("HEAD", "/containers/{id}/archive", SystemApi::absent)
                .on("GET", "/containers/{id}/export", SystemApi::absent)
                .on("GET", "/images/{name*}/get", SystemApi::absent)
                .on("GET", "/images/get", SystemApi::absent)
                .on("GET", "/images/search", SystemApi::absent)
                .on("POST", "/images/{name*}/push", SystemApi::absent)
                .on("GET", "/distribution/{name*}/json", SystemApi::absent);
    }

    private static void absent(Call call) {
        throw new ApiFault(
                501, NOT_HERE + call.request().method() + " " + call.request().path());
    }

    private void ping(Call call) throws IOException {
        call.reply()
                .header("Builder-Version", "1")
                .header("Cache-Control", "no-cache, no-store, must-revalidate")
                .header("Pragma", "no-cache")
                .header("Swarm", "inactive")
                .text(200, "OK");
    }

    private void version(Call call) throws IOException {
        JsonObject details = new JsonObject()
                .put("ApiVersion", ApiVersion.NEWEST.toString())
                .put("Arch", ARCHITECTURE)
                .put("BuildTime", BUILD_TIME)
                .put("Experimental", "false")
                .put("GitCommit", "demo")
                .put("GoVersion", "none")
                .put("KernelVersion", KERNEL)
                .put("MinAPIVersion", ApiVersion.OLDEST.toString())
                .put("Os", "linux");
        JsonObject engine = new JsonObject()
                .put("Name", "Engine")
                .put("Version", ENGINE_VERSION)
                .put("Details", details);
        call.reply()
                .json(
                        200,
                        new JsonObject()
                                .put("Platform", new JsonObject().put("Name", "Caisson demo engine"))
                                .put("Components", List.of(engine))
                                .put("Version", ENGINE_VERSION)
                                .put("ApiVersion", ApiVersion.NEWEST.toString())
                                .put("MinAPIVersion", ApiVersion.OLDEST.toString())
                                .put("GitCommit", "demo")
                                .put("GoVersion", "none")
                                .put("Os", "linux")
                                .put("Arch", ARCHITECTURE)
                                .put("KernelVersion", KERNEL)
                                .put("BuildTime", BUILD_TIME));
    }

    private void info(Call call) throws IOException {
        JsonObject view = world.locked(() -> info());
        call.reply().json(200, view);
    }

    private int count(Status status) {
        return (int) world.containers().all().stream()
                .filter(container -> container.state().status() == status)
                .count();
    }

    private JsonObject info() {
        int all = world.containers().all().size();
        int running = count(Status.RUNNING);
        int paused = count(Status.PAUSED);
        JsonObject view = new JsonObject()
                .put("ID", "c0ffee00-ca15-5000-de30-000000000001")
                .put("Containers", all)
                .put("ContainersRunning", running)
                .put("ContainersPaused", paused)
                .put("ContainersStopped", all - running - paused)
                .put("Images", world.images().all().size())
                .put("Driver", "overlay2")
                .put("DriverStatus", List.of(List.of("Backing Filesystem", "make-believe")))
                .put(
                        "Plugins",
                        new JsonObject()
                                .put("Volume", List.of("local"))
                                .put("Network", List.of("bridge", "host", "ipvlan", "macvlan", "null"))
                                .put("Authorization", null)
                                .put("Log", List.of("json-file")));
        for (String able : List.of(
                "MemoryLimit",
                "SwapLimit",
                "CpuCfsPeriod",
                "CpuCfsQuota",
                "CPUShares",
                "CPUSet",
                "PidsLimit",
                "IPv4Forwarding")) {
            view.put(able, true);
        }
        return addMachine(view);
    }

    private JsonObject addMachine(JsonObject view) {
        JsonObject runtime = new JsonObject().put("path", "runc");
        JsonObject registry = new JsonObject()
                .put("Mirrors", List.of())
                .put("Name", "docker.io")
                .put("Official", true)
                .put("Secure", true);
        JsonObject commit = new JsonObject().put("ID", "demo");
        return view.put("Debug", false)
                .put("NFd", 0)
                .put("OomKillDisable", false)
                .put("NGoroutines", 0)
                .put("SystemTime", world.now().toString())
                .put("LoggingDriver", "json-file")
                .put("CgroupDriver", "systemd")
                .put("CgroupVersion", "2")
                .put("NEventsListener", world.events().subscribers())
                .put("KernelVersion", KERNEL)
                .put("OperatingSystem", "Caisson demo engine (nothing runs on this machine)")
                .put("OSVersion", "1")
                .put("OSType", "linux")
                .put("Architecture", "x86_64")
                .put("IndexServerAddress", "https://index.docker.io/v1/")
                .put(
                        "RegistryConfig",
                        new JsonObject()
                                .put("IndexConfigs", new JsonObject().put("docker.io", registry))
                                .put("InsecureRegistryCIDRs", List.of("::1/128", "127.0.0.0/8"))
                                .put("Mirrors", null))
                .put("NCPU", CORES)
                .put("MemTotal", MEMORY_BYTES)
                .put("GenericResources", null)
                .put("DockerRootDir", "/var/lib/docker")
                .put("HttpProxy", "")
                .put("HttpsProxy", "")
                .put("NoProxy", "")
                .put("Name", "caisson-demo")
                .put("Labels", List.of())
                .put("ExperimentalBuild", false)
                .put("ServerVersion", ENGINE_VERSION)
                .put(
                        "Runtimes",
                        new JsonObject().put("io.containerd.runc.v2", runtime).put("runc", runtime))
                .put("DefaultRuntime", "runc")
                .put(
                        "Swarm",
                        new JsonObject()
                                .put("NodeID", "")
                                .put("NodeAddr", "")
                                .put("LocalNodeState", "inactive")
                                .put("ControlAvailable", false)
                                .put("Error", "")
                                .put("RemoteManagers", null))
                .put("LiveRestoreEnabled", false)
                .put("Isolation", "")
                .put("InitBinary", "docker-init")
                .put("ContainerdCommit", commit)
                .put("RuncCommit", commit)
                .put("InitCommit", commit)
                .put("FirewallBackend", new JsonObject().put("Driver", "iptables"))
                .put("SecurityOptions", List.of("name=seccomp,profile=builtin", "name=cgroupns"))
                .put("CDISpecDirs", List.of())
                .put("Warnings", null);
    }

    private void diskUse(Call call) throws IOException {
        JsonObject view = world.locked(() -> {
            List<JsonObject> images = new ArrayList<>();
            long layers = 0;
            for (Image image : world.images().all()) {
                int users = (int) world.containers().all().stream()
                        .filter(container -> container.spec().imageId().equals(image.id()))
                        .count();
                images.add(ImageApi.summary(image, users));
                layers += image.size();
            }
            List<JsonObject> summaries = new ArrayList<>();
            for (Container container : world.containers().all()) {
                summaries.add(containers.summary(container, true));
            }
            List<JsonObject> volumes = new ArrayList<>();
            for (Volume volume : world.volumes().all()) {
                int users = world.volumes().users(volume.name()).size();
                volumes.add(VolumeApi.view(volume)
                        .put(
                                "UsageData",
                                new JsonObject().put("RefCount", users).put("Size", volume.size())));
            }
            return new JsonObject()
                    .put("LayersSize", layers)
                    .put("Images", images)
                    .put("Containers", summaries)
                    .put("Volumes", volumes)
                    .put("BuildCache", List.of());
        });
        call.reply().json(200, view);
    }
}
