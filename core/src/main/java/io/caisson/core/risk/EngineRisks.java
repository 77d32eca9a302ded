package io.caisson.core.risk;

import static io.caisson.core.docker.Operation.*;
import static io.caisson.core.risk.Level.*;

import io.caisson.core.docker.Operation;
import java.util.List;

/** What builds, images, volumes, plugins and the engine's own insides can become. */
final class EngineRisks {
    private static final List<Operation> NOTHING = List.of();

    /** Operations that make a container which can mount a volume by its name. */
    private static final List<Operation> MOUNTERS =
            List.of(ContainerCreate, ServiceCreate, ServiceUpdate, ContainerCreateLibpod, PodCreateLibpod);

    static final List<Risk> ALL = List.of(
            new Risk(
                    "image-build",
                    ROOT,
                    List.of(ImageBuild),
                    NOTHING,
                    "a build runs the client's commands on the host's kernel, and on its network if it asks",
                    List.of(
                            new Way(
                                    "build-host-network",
                                    "a build can use the host's own network, and reach what listens there for itself",
                                    List.of("networkmode"),
                                    List.of(
                                            Attempt.query(ImageBuild, "networkmode=host"),
                                            Attempt.query(ImageBuild, "networkmode=container:proxy")),
                                    "call.query.networkmode in [\"\", \"default\", \"none\"]"),
                            new Way(
                                    "build-remote",
                                    "the engine can be made to fetch what it builds from any address it reaches",
                                    List.of("query.remote"),
                                    List.of(Attempt.query(ImageBuild, "remote=http://169.254.169.254/")),
                                    "call.query.remote == \"\""))),
            new Risk(
                    "build-tunnel",
                    ROOT,
                    List.of(Grpc, GrpcH2cPriorKnowledge),
                    NOTHING,
                    "builds through this tunnel cannot be judged one by one: host network, secrets, exports",
                    List.of()),
            new Risk(
                    "plugin-install",
                    ROOT,
                    List.of(PluginPull, PluginCreate, PluginUpgrade),
                    NOTHING,
                    "a plugin runs as root and can be given every right on the host",
                    List.of()),
            new Risk(
                    "plugin-settings",
                    ROOT,
                    List.of(PluginSet),
                    NOTHING,
                    "a plugin that is there can be pointed at any folder or device of the host",
                    List.of()),
            new Risk(
                    "volume-host-folder",
                    ROOT,
                    List.of(VolumeCreate),
                    MOUNTERS,
                    "a volume can be any folder of the host, and a container can mount it by its name",
                    List.of(new Way(
                            "volume-driver-options",
                            "a volume can be any folder of the host, or a plugin's",
                            List.of("DriverOpts"),
                            List.of(
                                    Attempt.body(
                                            VolumeCreate,
                                            "{\"Name\":\"v\",\"Driver\":\"local\",\"DriverOpts\":"
                                                    + "{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/\"}}"),
                                    Attempt.body(
                                            VolumeCreate,
                                            "{\"Name\":\"v\",\"DriverOpts\":{\"o\":\"rbind\",\"device\":\"/etc\"}}")),
                            "body.DriverOpts.size() == 0"))),
            new Risk(
                    "image-then-run",
                    STEP,
                    List.of(ImageLoad, ImageCreate, ImageTag, ImageCommit),
                    NOTHING,
                    "an image of the client's can take a name that others run, with the rights that they give it",
                    List.of()),
            new Risk(
                    "build-session",
                    STEP,
                    List.of(Session),
                    NOTHING,
                    "a session serves files, keys and secrets to builds, its own and those that name it",
                    List.of()),
            new Risk(
                    "plugin-switch",
                    STEP,
                    List.of(PluginEnable, PluginDisable, PluginDelete),
                    NOTHING,
                    "plugins can be switched, those that guard the engine included",
                    List.of()),
            new Risk(
                    "registry-login",
                    STEP,
                    List.of(SystemAuth),
                    NOTHING,
                    "the engine can be made to send credentials to any address it reaches",
                    List.of(new Way(
                            "registry-any-login",
                            "the engine can be made to speak to any address it reaches",
                            List.of("serveraddress"),
                            List.of(Attempt.body(
                                    SystemAuth, "{\"username\":\"u\",\"serveraddress\":\"http://169.254.169.254\"}")),
                            "body.serveraddress == \"registry.example.com\""))),
            new Risk(
                    "engine-memory",
                    SECRET,
                    List.of(
                            DebugPprofIndex,
                            DebugPprofCmdline,
                            DebugPprofProfile,
                            DebugPprofSymbol,
                            DebugPprofTrace,
                            DebugPprofNamed,
                            DebugVars),
                    NOTHING,
                    "the engine's own insides can be read: its arguments, memory and timing",
                    List.of()),
            new Risk(
                    "read-images",
                    SECRET,
                    List.of(ImageGet, ImageGetAll),
                    NOTHING,
                    "every image can be read in full, with the files that were built into it",
                    List.of()));

    private EngineRisks() {}
}
