package io.caisson.core.docker;

import static io.caisson.core.docker.Access.*;
import static io.caisson.core.docker.BodyKind.*;
import static io.caisson.core.docker.Streaming.*;
import static io.caisson.core.docker.Tag.*;

import io.caisson.core.http.Method;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue: one constant per operation of the Engine API and of Podman's own, named by its published id. A path
 * argument is {@code {name}} where it is one segment, {@code {name*}} where real values hold a slash. Versions are the
 * first and the last API version that has the operation, open where there is no such bound; Podman's are its releases.
 */
public enum Operation {
    GrpcH2cPriorKnowledge("PRI *", SESSION, BUILD, H2C, GRPC, "1.53-"),
    SystemPing("GET /_ping", SYSTEM, VIEW, NONE, EMPTY, "1.24-"),
    SystemPingHead("HEAD /_ping", SYSTEM, VIEW, NONE, EMPTY, "1.40-"),
    SystemAuth("POST /auth", SYSTEM, ADMIN, NONE, JSON, "1.24-"),
    ImageBuild("POST /build", IMAGE, BUILD, BOTH, TAR, "1.24-"),
    BuildCancel("POST /build/cancel", IMAGE, BUILD, NONE, EMPTY, "1.38-"),
    BuildPrune("POST /build/prune", IMAGE, DELETE, NONE, EMPTY, "1.31-"),
    ImageCommit("POST /commit", IMAGE, CREATE, NONE, JSON, "1.24-"),
    ConfigList("GET /configs", CONFIG, READ, NONE, EMPTY, "1.30-"),
    ConfigCreate("POST /configs/create", CONFIG, CREATE, NONE, JSON, "1.30-"),
    ConfigDelete("DELETE /configs/{id}", CONFIG, DELETE, NONE, EMPTY, "1.30-"),
    ConfigInspect("GET /configs/{id}", CONFIG, READ, NONE, EMPTY, "1.30-"),
    ConfigUpdate("POST /configs/{id}/update", CONFIG, CONTROL, NONE, JSON, "1.30-"),
    ContainerCreate("POST /containers/create", CONTAINER, CREATE, NONE, JSON, "1.24-"),
    ContainerList("GET /containers/json", CONTAINER, VIEW, NONE, EMPTY, "1.24-"),
    ContainerPrune("POST /containers/prune", CONTAINER, DELETE, NONE, EMPTY, "1.25-"),
    ContainerDelete("DELETE /containers/{id}", CONTAINER, DELETE, NONE, EMPTY, "1.24-"),
    ContainerArchive("GET /containers/{id}/archive", CONTAINER, READ, RESPONSE, EMPTY, "1.24-"),
    ContainerArchiveInfo("HEAD /containers/{id}/archive", CONTAINER, READ, NONE, EMPTY, "1.24-"),
    PutContainerArchive("PUT /containers/{id}/archive", CONTAINER, Access.EXEC, REQUEST, TAR, "1.24-"),
    ContainerAttach("POST /containers/{id}/attach", CONTAINER, Access.EXEC, HIJACK, EMPTY, "1.24-"),
    ContainerAttachWebsocket("GET /containers/{id}/attach/ws", CONTAINER, Access.EXEC, WEBSOCKET, EMPTY, "1.24-"),
    ContainerChanges("GET /containers/{id}/changes", CONTAINER, VIEW, NONE, EMPTY, "1.24-"),
    CheckpointList("GET /containers/{id}/checkpoints", CHECKPOINT, VIEW, NONE, EMPTY, "1.25-"),
    CheckpointCreate("POST /containers/{id}/checkpoints", CHECKPOINT, CREATE, NONE, JSON, "1.25-"),
    CheckpointDelete("DELETE /containers/{id}/checkpoints/{checkpoint}", CHECKPOINT, DELETE, NONE, EMPTY, "1.25-"),
    ContainerCopyLegacy("POST /containers/{id}/copy", CONTAINER, READ, RESPONSE, JSON, "-1.23"),
    ContainerExec("POST /containers/{id}/exec", Tag.EXEC, Access.EXEC, NONE, JSON, "1.24-"),
    ContainerExport("GET /containers/{id}/export", CONTAINER, READ, RESPONSE, EMPTY, "1.24-"),
    ContainerInspect("GET /containers/{id}/json", CONTAINER, VIEW, NONE, EMPTY, "1.24-"),
    ContainerKill("POST /containers/{id}/kill", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerLogs("GET /containers/{id}/logs", CONTAINER, READ, RESPONSE, EMPTY, "1.24-"),
    ContainerPause("POST /containers/{id}/pause", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerRename("POST /containers/{id}/rename", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerResize("POST /containers/{id}/resize", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerRestart("POST /containers/{id}/restart", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerStart("POST /containers/{id}/start", CONTAINER, CONTROL, NONE, JSON, "1.24-"),
    ContainerStats("GET /containers/{id}/stats", CONTAINER, VIEW, RESPONSE, EMPTY, "1.24-"),
    ContainerStop("POST /containers/{id}/stop", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerTop("GET /containers/{id}/top", CONTAINER, VIEW, NONE, EMPTY, "1.24-"),
    ContainerUnpause("POST /containers/{id}/unpause", CONTAINER, CONTROL, NONE, EMPTY, "1.24-"),
    ContainerUpdate("POST /containers/{id}/update", CONTAINER, CONTROL, NONE, JSON, "1.24-"),
    ContainerWait("POST /containers/{id}/wait", CONTAINER, CONTROL, RESPONSE, EMPTY, "1.24-"),
    DebugPprofIndex("GET /debug/pprof/", DEBUG, ADMIN, NONE, EMPTY, "1.32-"),
    DebugPprofCmdline("GET /debug/pprof/cmdline", DEBUG, ADMIN, NONE, EMPTY, "1.32-"),
    DebugPprofProfile("GET /debug/pprof/profile", DEBUG, ADMIN, RESPONSE, EMPTY, "1.32-"),
    DebugPprofSymbol("GET /debug/pprof/symbol", DEBUG, ADMIN, NONE, EMPTY, "1.32-"),
    DebugPprofTrace("GET /debug/pprof/trace", DEBUG, ADMIN, RESPONSE, EMPTY, "1.32-"),
    DebugPprofNamed("GET /debug/pprof/{name}", DEBUG, ADMIN, RESPONSE, EMPTY, "1.32-"),
    DebugVars("GET /debug/vars", DEBUG, ADMIN, NONE, EMPTY, "1.32-"),
    DistributionInspect("GET /distribution/{name*}/json", DISTRIBUTION, VIEW, NONE, EMPTY, "1.30-"),
    SystemEvents("GET /events", SYSTEM, VIEW, RESPONSE, EMPTY, "1.24-"),
    ExecInspect("GET /exec/{id}/json", Tag.EXEC, VIEW, NONE, EMPTY, "1.24-"),
    ExecResize("POST /exec/{id}/resize", Tag.EXEC, CONTROL, NONE, EMPTY, "1.24-"),
    ExecStart("POST /exec/{id}/start", Tag.EXEC, Access.EXEC, HIJACK, JSON, "1.24-"),
    Grpc("POST /grpc", SESSION, BUILD, H2C, EMPTY, "1.40-"),
    ImageCreate("POST /images/create", IMAGE, CREATE, BOTH, TAR, "1.24-"),
    ImageGetAll("GET /images/get", IMAGE, READ, RESPONSE, EMPTY, "1.24-"),
    ImageList("GET /images/json", IMAGE, VIEW, NONE, EMPTY, "1.24-"),
    ImageLoad("POST /images/load", IMAGE, CREATE, BOTH, TAR, "1.24-"),
    ImagePrune("POST /images/prune", IMAGE, DELETE, NONE, EMPTY, "1.25-"),
    ImageSearch("GET /images/search", IMAGE, VIEW, NONE, EMPTY, "1.24-"),
    ImageDelete("DELETE /images/{name*}", IMAGE, DELETE, NONE, EMPTY, "1.24-"),
    ImageAttestations("GET /images/{name*}/attestations", IMAGE, VIEW, NONE, EMPTY, "1.55-"),
    ImageGet("GET /images/{name*}/get", IMAGE, READ, RESPONSE, EMPTY, "1.24-"),
    ImageHistory("GET /images/{name*}/history", IMAGE, VIEW, NONE, EMPTY, "1.24-"),
    ImageInspect("GET /images/{name*}/json", IMAGE, VIEW, NONE, EMPTY, "1.24-"),
    ImagePush("POST /images/{name*}/push", IMAGE, CREATE, RESPONSE, EMPTY, "1.24-"),
    ImageTag("POST /images/{name*}/tag", IMAGE, CREATE, NONE, EMPTY, "1.24-"),
    SystemInfo("GET /info", SYSTEM, VIEW, NONE, EMPTY, "1.24-"),
    NetworkList("GET /networks", NETWORK, VIEW, NONE, EMPTY, "1.24-"),
    NetworkListSlash("GET /networks/", NETWORK, VIEW, NONE, EMPTY, "1.25-"),
    NetworkCreate("POST /networks/create", NETWORK, CREATE, NONE, JSON, "1.24-"),
    NetworkPrune("POST /networks/prune", NETWORK, DELETE, NONE, EMPTY, "1.25-"),
    NetworkDelete("DELETE /networks/{id*}", NETWORK, DELETE, NONE, EMPTY, "1.24-"),
    NetworkInspect("GET /networks/{id*}", NETWORK, VIEW, NONE, EMPTY, "1.24-"),
    NetworkConnect("POST /networks/{id*}/connect", NETWORK, CONTROL, NONE, JSON, "1.24-"),
    NetworkDisconnect("POST /networks/{id*}/disconnect", NETWORK, CONTROL, NONE, JSON, "1.24-"),
    NodeList("GET /nodes", NODE, VIEW, NONE, EMPTY, "1.24-"),
    NodeDelete("DELETE /nodes/{id}", NODE, ADMIN, NONE, EMPTY, "1.24-"),
    NodeInspect("GET /nodes/{id}", NODE, VIEW, NONE, EMPTY, "1.24-"),
    NodeUpdate("POST /nodes/{id}/update", NODE, ADMIN, NONE, JSON, "1.24-"),
    PluginList("GET /plugins", PLUGIN, VIEW, NONE, EMPTY, "1.24-"),
    PluginCreate("POST /plugins/create", PLUGIN, ADMIN, REQUEST, TAR, "1.25-"),
    GetPluginPrivileges("GET /plugins/privileges", PLUGIN, VIEW, NONE, EMPTY, "1.25-"),
    PluginPull("POST /plugins/pull", PLUGIN, ADMIN, RESPONSE, JSON, "1.24-"),
    PluginDelete("DELETE /plugins/{name*}", PLUGIN, ADMIN, NONE, EMPTY, "1.24-"),
    PluginInspectLegacy("GET /plugins/{name*}", PLUGIN, VIEW, NONE, EMPTY, "1.24-1.24"),
    PluginDisable("POST /plugins/{name*}/disable", PLUGIN, ADMIN, NONE, EMPTY, "1.24-"),
    PluginEnable("POST /plugins/{name*}/enable", PLUGIN, ADMIN, NONE, EMPTY, "1.24-"),
    PluginInspect("GET /plugins/{name*}/json", PLUGIN, VIEW, NONE, EMPTY, "1.25-"),
    PluginPush("POST /plugins/{name*}/push", PLUGIN, ADMIN, RESPONSE, EMPTY, "1.24-"),
    PluginSet("POST /plugins/{name*}/set", PLUGIN, ADMIN, NONE, JSON, "1.25-"),
    PluginUpgrade("POST /plugins/{name*}/upgrade", PLUGIN, ADMIN, RESPONSE, JSON, "1.26-"),
    SecretList("GET /secrets", SECRET, VIEW, NONE, EMPTY, "1.25-"),
    SecretCreate("POST /secrets/create", SECRET, ADMIN, NONE, JSON, "1.25-"),
    SecretDelete("DELETE /secrets/{id}", SECRET, ADMIN, NONE, EMPTY, "1.25-"),
    SecretInspect("GET /secrets/{id}", SECRET, VIEW, NONE, EMPTY, "1.25-"),
    SecretUpdate("POST /secrets/{id}/update", SECRET, ADMIN, NONE, JSON, "1.26-"),
    ServiceList("GET /services", SERVICE, VIEW, NONE, EMPTY, "1.24-"),
    ServiceCreate("POST /services/create", SERVICE, CREATE, NONE, JSON, "1.24-"),
    ServiceDelete("DELETE /services/{id}", SERVICE, DELETE, NONE, EMPTY, "1.24-"),
    ServiceInspect("GET /services/{id}", SERVICE, VIEW, NONE, EMPTY, "1.24-"),
    ServiceLogs("GET /services/{id}/logs", SERVICE, READ, RESPONSE, EMPTY, "1.25-"),
    ServiceUpdate("POST /services/{id}/update", SERVICE, CONTROL, NONE, JSON, "1.24-"),
    Session("POST /session", SESSION, BUILD, H2C, EMPTY, "1.31-"),
    SwarmInspect("GET /swarm", SWARM, ADMIN, NONE, EMPTY, "1.24-"),
    SwarmInit("POST /swarm/init", SWARM, ADMIN, NONE, JSON, "1.24-"),
    SwarmJoin("POST /swarm/join", SWARM, ADMIN, NONE, JSON, "1.24-"),
    SwarmLeave("POST /swarm/leave", SWARM, ADMIN, NONE, EMPTY, "1.24-"),
    SwarmUnlock("POST /swarm/unlock", SWARM, ADMIN, NONE, JSON, "1.25-"),
    SwarmUnlockkey("GET /swarm/unlockkey", SWARM, ADMIN, NONE, EMPTY, "1.25-"),
    SwarmUpdate("POST /swarm/update", SWARM, ADMIN, NONE, JSON, "1.24-"),
    SystemDataUsage("GET /system/df", SYSTEM, VIEW, NONE, EMPTY, "1.25-"),
    TaskList("GET /tasks", TASK, VIEW, NONE, EMPTY, "1.24-"),
    TaskInspect("GET /tasks/{id}", TASK, VIEW, NONE, EMPTY, "1.24-"),
    TaskLogs("GET /tasks/{id}/logs", TASK, READ, RESPONSE, EMPTY, "1.29-"),
    SystemVersion("GET /version", SYSTEM, VIEW, NONE, EMPTY, "1.24-"),
    VolumeList("GET /volumes", VOLUME, VIEW, NONE, EMPTY, "1.24-"),
    VolumeCreate("POST /volumes/create", VOLUME, CREATE, NONE, JSON, "1.24-"),
    VolumePrune("POST /volumes/prune", VOLUME, DELETE, NONE, EMPTY, "1.25-"),
    VolumeDelete("DELETE /volumes/{name}", VOLUME, DELETE, NONE, EMPTY, "1.24-"),
    VolumeInspect("GET /volumes/{name}", VOLUME, VIEW, NONE, EMPTY, "1.24-"),
    VolumeUpdate("PUT /volumes/{name}", VOLUME, CONTROL, NONE, JSON, "1.42-"),
    SystemOptions("OPTIONS *", SYSTEM, ADMIN, NONE, EMPTY, "1.24-"),

    // Podman's own API.
    SystemPingLibpod("GET /libpod/_ping", LIBPOD_SYSTEM, VIEW, NONE, EMPTY, "2.0-"),
    SystemPingHeadLibpod("HEAD /libpod/_ping", LIBPOD_SYSTEM, VIEW, NONE, EMPTY, "2.0-"),
    ArtifactAddLibpod("POST /libpod/artifacts/add", LIBPOD_ARTIFACT, CREATE, REQUEST, OCTETS, "5.6-"),
    ArtifactListLibpod("GET /libpod/artifacts/json", LIBPOD_ARTIFACT, VIEW, NONE, EMPTY, "5.6-"),
    ArtifactLocalLibpod("POST /libpod/artifacts/local/add", LIBPOD_ARTIFACT, ADMIN, NONE, EMPTY, "5.8-"),
    ArtifactPullLibpod("POST /libpod/artifacts/pull", LIBPOD_ARTIFACT, CREATE, NONE, EMPTY, "5.6-"),
    ArtifactDeleteAllLibpod("DELETE /libpod/artifacts/remove", LIBPOD_ARTIFACT, DELETE, NONE, EMPTY, "5.7-"),
    ArtifactDeleteLibpod("DELETE /libpod/artifacts/{name*}", LIBPOD_ARTIFACT, DELETE, NONE, EMPTY, "5.6-"),
    ArtifactExtractLibpod("GET /libpod/artifacts/{name*}/extract", LIBPOD_ARTIFACT, READ, RESPONSE, EMPTY, "5.6-"),
    ArtifactInspectLibpod("GET /libpod/artifacts/{name*}/json", LIBPOD_ARTIFACT, VIEW, NONE, EMPTY, "5.6-"),
    ArtifactPushLibpod("POST /libpod/artifacts/{name*}/push", LIBPOD_ARTIFACT, CREATE, NONE, EMPTY, "5.6-"),
    ImageBuildLibpod("POST /libpod/build", LIBPOD_IMAGE, BUILD, BOTH, TAR, "2.0-"),
    ImageCommitLibpod("POST /libpod/commit", LIBPOD_IMAGE, CREATE, NONE, EMPTY, "2.0-"),
    ContainerCreateLibpod("POST /libpod/containers/create", LIBPOD_CONTAINER, CREATE, NONE, JSON, "2.0-"),
    ContainerListLibpod("GET /libpod/containers/json", LIBPOD_CONTAINER, VIEW, NONE, EMPTY, "2.0-"),
    ContainerPruneLibpod("POST /libpod/containers/prune", LIBPOD_CONTAINER, DELETE, NONE, EMPTY, "2.0-"),
    ContainerShowMountedLibpod("GET /libpod/containers/showmounted", LIBPOD_CONTAINER, ADMIN, NONE, EMPTY, "2.0-"),
    ContainersStatsAllLibpod("GET /libpod/containers/stats", LIBPOD_CONTAINER, VIEW, RESPONSE, EMPTY, "2.2-"),
    ContainerDeleteLibpod("DELETE /libpod/containers/{name}", LIBPOD_CONTAINER, DELETE, NONE, EMPTY, "2.0-"),
    ContainerArchiveLibpod("GET /libpod/containers/{name}/archive", LIBPOD_CONTAINER, READ, RESPONSE, EMPTY, "2.0-"),
    ContainerArchiveInfoLibpod("HEAD /libpod/containers/{name}/archive", LIBPOD_CONTAINER, READ, NONE, EMPTY, "3.0-"),
    ContainerPutArchiveEarlyLibpod(
            "POST /libpod/containers/{name}/archive", LIBPOD_CONTAINER, Access.EXEC, REQUEST, TAR, "2.0-2.2"),
    PutContainerArchiveLibpod(
            "PUT /libpod/containers/{name}/archive", LIBPOD_CONTAINER, Access.EXEC, REQUEST, TAR, "3.0-"),
    ContainerAttachLibpod(
            "POST /libpod/containers/{name}/attach", LIBPOD_CONTAINER, Access.EXEC, HIJACK, EMPTY, "2.0-"),
    ContainerChangesLibpod("GET /libpod/containers/{name}/changes", LIBPOD_CONTAINER, VIEW, NONE, EMPTY, "2.0-"),
    ContainerCheckpointLibpod(
            "POST /libpod/containers/{name}/checkpoint", LIBPOD_CONTAINER, CONTROL, RESPONSE, EMPTY, "2.0-"),
    libpodGetArchive("GET /libpod/containers/{name}/copy", LIBPOD_CONTAINER, READ, RESPONSE, EMPTY, "2.0-2.2"),
    libpodPutArchive("POST /libpod/containers/{name}/copy", LIBPOD_CONTAINER, Access.EXEC, REQUEST, TAR, "2.0-2.2"),
    ContainerExecLibpod("POST /libpod/containers/{name}/exec", LIBPOD_CONTAINER, Access.EXEC, NONE, JSON, "2.0-"),
    ContainerExistsLibpod("GET /libpod/containers/{name}/exists", LIBPOD_CONTAINER, VIEW, NONE, EMPTY, "2.0-"),
    ContainerExportLibpod("GET /libpod/containers/{name}/export", LIBPOD_CONTAINER, READ, RESPONSE, EMPTY, "2.0-"),
    ContainerHealthcheckLibpod(
            "GET /libpod/containers/{name}/healthcheck", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerInitLibpod("POST /libpod/containers/{name}/init", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerInspectLibpod("GET /libpod/containers/{name}/json", LIBPOD_CONTAINER, VIEW, NONE, EMPTY, "2.0-"),
    ContainerKillLibpod("POST /libpod/containers/{name}/kill", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerLogsLibpod("GET /libpod/containers/{name}/logs", LIBPOD_CONTAINER, READ, RESPONSE, EMPTY, "2.0-"),
    ContainerMountLibpod("POST /libpod/containers/{name}/mount", LIBPOD_CONTAINER, ADMIN, NONE, EMPTY, "2.0-"),
    ContainerPauseLibpod("POST /libpod/containers/{name}/pause", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerRenameLibpod("POST /libpod/containers/{name}/rename", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "3.0-"),
    ContainerResizeLibpod("POST /libpod/containers/{name}/resize", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerRestartLibpod("POST /libpod/containers/{name}/restart", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerRestoreLibpod("POST /libpod/containers/{name}/restore", LIBPOD_CONTAINER, CREATE, REQUEST, TAR, "2.0-"),
    ContainerStartLibpod("POST /libpod/containers/{name}/start", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerStatsLibpod("GET /libpod/containers/{name}/stats", LIBPOD_CONTAINER, VIEW, RESPONSE, EMPTY, "2.0-"),
    ContainerStopLibpod("POST /libpod/containers/{name}/stop", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerTopLibpod("GET /libpod/containers/{name}/top", LIBPOD_CONTAINER, VIEW, RESPONSE, EMPTY, "2.0-"),
    ContainerUnmountLibpod("POST /libpod/containers/{name}/unmount", LIBPOD_CONTAINER, ADMIN, NONE, EMPTY, "2.0-"),
    ContainerUnpauseLibpod("POST /libpod/containers/{name}/unpause", LIBPOD_CONTAINER, CONTROL, NONE, EMPTY, "2.0-"),
    ContainerUpdateLibpod("POST /libpod/containers/{name}/update", LIBPOD_CONTAINER, CONTROL, NONE, JSON, "4.3-"),
    ContainerWaitLibpod("POST /libpod/containers/{name}/wait", LIBPOD_CONTAINER, CONTROL, RESPONSE, EMPTY, "2.0-"),
    SystemEventsLibpod("GET /libpod/events", LIBPOD_SYSTEM, VIEW, RESPONSE, EMPTY, "2.0-"),
    ExecInspectLibpod("GET /libpod/exec/{id}/json", LIBPOD_EXEC, VIEW, NONE, EMPTY, "2.0-"),
    ExecRemoveLibpod("POST /libpod/exec/{id}/remove", LIBPOD_EXEC, DELETE, NONE, JSON, "4.8-"),
    ExecResizeLibpod("POST /libpod/exec/{id}/resize", LIBPOD_EXEC, CONTROL, NONE, EMPTY, "2.0-"),
    ExecStartLibpod("POST /libpod/exec/{id}/start", LIBPOD_EXEC, Access.EXEC, HIJACK, JSON, "2.0-"),
    GenerateKubeLibpod("GET /libpod/generate/kube", LIBPOD_KUBE, READ, NONE, EMPTY, "3.0-"),
    libpodGenerateKube("GET /libpod/generate/{name*}/kube", LIBPOD_KUBE, READ, NONE, EMPTY, "2.0-2.2"),
    GenerateSystemdLibpod("GET /libpod/generate/{name}/systemd", LIBPOD_KUBE, READ, NONE, EMPTY, "2.1-"),
    ImageExportLibpod("GET /libpod/images/export", LIBPOD_IMAGE, READ, RESPONSE, EMPTY, "2.1-"),
    ImageImportLibpod("POST /libpod/images/import", LIBPOD_IMAGE, CREATE, REQUEST, TAR, "2.0-"),
    ImageListLibpod("GET /libpod/images/json", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImageLoadLibpod("POST /libpod/images/load", LIBPOD_IMAGE, CREATE, REQUEST, TAR, "2.0-"),
    ImagePruneLibpod("POST /libpod/images/prune", LIBPOD_IMAGE, DELETE, NONE, EMPTY, "2.0-"),
    ImagePullLibpod("POST /libpod/images/pull", LIBPOD_IMAGE, CREATE, RESPONSE, EMPTY, "2.0-"),
    ImageDeleteAllLibpod("DELETE /libpod/images/remove", LIBPOD_IMAGE, DELETE, NONE, EMPTY, "2.0-"),
    ImageScpLibpod("POST /libpod/images/scp/{name*}", LIBPOD_IMAGE, ADMIN, NONE, EMPTY, "4.2-"),
    ImageSearchLibpod("GET /libpod/images/search", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImageDeleteLibpod("DELETE /libpod/images/{name*}", LIBPOD_IMAGE, DELETE, NONE, EMPTY, "2.0-"),
    ImageChangesLibpod("GET /libpod/images/{name}/changes", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImageExistsLibpod("GET /libpod/images/{name*}/exists", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImageGetLibpod("GET /libpod/images/{name*}/get", LIBPOD_IMAGE, READ, RESPONSE, EMPTY, "2.0-"),
    ImageHistoryLibpod("GET /libpod/images/{name*}/history", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImageInspectLibpod("GET /libpod/images/{name*}/json", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImagePushLibpod("POST /libpod/images/{name*}/push", LIBPOD_IMAGE, CREATE, RESPONSE, EMPTY, "2.0-"),
    ImageResolveLibpod("GET /libpod/images/{name*}/resolve", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "5.0-"),
    ImageTagLibpod("POST /libpod/images/{name*}/tag", LIBPOD_IMAGE, CREATE, NONE, EMPTY, "2.0-"),
    ImageTreeLibpod("GET /libpod/images/{name*}/tree", LIBPOD_IMAGE, VIEW, NONE, EMPTY, "2.0-"),
    ImageUntagLibpod("POST /libpod/images/{name*}/untag", LIBPOD_IMAGE, DELETE, NONE, EMPTY, "2.0-"),
    SystemInfoLibpod("GET /libpod/info", LIBPOD_SYSTEM, VIEW, NONE, EMPTY, "2.0-"),
    KubeApplyLibpod("POST /libpod/kube/apply", LIBPOD_KUBE, ADMIN, NONE, YAML, "4.4-"),
    KubeGenerateLibpod("GET /libpod/kube/generate", LIBPOD_KUBE, READ, NONE, EMPTY, "4.3-"),
    KubePlayDownLibpod("DELETE /libpod/kube/play", LIBPOD_KUBE, DELETE, NONE, YAML, "4.3-"),
    KubePlayLibpod("POST /libpod/kube/play", LIBPOD_KUBE, CREATE, NONE, YAML, "4.3-"),
    LocalBuildLibpod("POST /libpod/local/build", LIBPOD_IMAGE, BUILD, RESPONSE, EMPTY, "5.7-"),
    LocalImagesLibpod("POST /libpod/local/images/load", LIBPOD_IMAGE, ADMIN, NONE, EMPTY, "5.7-"),
    ManifestCreateV3Libpod("POST /libpod/manifests/create", LIBPOD_MANIFEST, CREATE, NONE, EMPTY, "2.0-"),
    ManifestDeleteLibpod("DELETE /libpod/manifests/{name*}", LIBPOD_MANIFEST, DELETE, NONE, EMPTY, "2.0-"),
    ManifestCreateLibpod("POST /libpod/manifests/{name*}", LIBPOD_MANIFEST, CREATE, NONE, JSON, "4.0-"),
    ManifestModifyLibpod("PUT /libpod/manifests/{name*}", LIBPOD_MANIFEST, CONTROL, NONE, JSON, "4.0-"),
    ManifestAddLibpod("POST /libpod/manifests/{name*}/add", LIBPOD_MANIFEST, CONTROL, NONE, JSON, "2.0-"),
    ManifestExistsLibpod("GET /libpod/manifests/{name*}/exists", LIBPOD_MANIFEST, VIEW, NONE, EMPTY, "3.1-"),
    ManifestInspectLibpod("GET /libpod/manifests/{name*}/json", LIBPOD_MANIFEST, VIEW, NONE, EMPTY, "2.0-"),
    ManifestPushV3Libpod("POST /libpod/manifests/{name}/push", LIBPOD_MANIFEST, CREATE, NONE, EMPTY, "2.0-"),
    ManifestPushLibpod(
            "POST /libpod/manifests/{name*}/registry/{destination}", LIBPOD_MANIFEST, CREATE, RESPONSE, EMPTY, "4.0-"),
    NetworkCreateLibpod("POST /libpod/networks/create", LIBPOD_NETWORK, CREATE, NONE, JSON, "2.0-"),
    NetworkListLibpod("GET /libpod/networks/json", LIBPOD_NETWORK, VIEW, NONE, EMPTY, "2.0-"),
    NetworkPruneLibpod("POST /libpod/networks/prune", LIBPOD_NETWORK, DELETE, NONE, EMPTY, "3.1-"),
    NetworkDeleteLibpod("DELETE /libpod/networks/{name}", LIBPOD_NETWORK, DELETE, NONE, EMPTY, "2.0-"),
    NetworkInspectShortLibpod("GET /libpod/networks/{name}", LIBPOD_NETWORK, VIEW, NONE, EMPTY, "3.1-"),
    NetworkConnectLibpod("POST /libpod/networks/{name}/connect", LIBPOD_NETWORK, CONTROL, NONE, JSON, "2.2-"),
    NetworkDisconnectLibpod("POST /libpod/networks/{name}/disconnect", LIBPOD_NETWORK, CONTROL, NONE, JSON, "2.2-"),
    NetworkExistsLibpod("GET /libpod/networks/{name}/exists", LIBPOD_NETWORK, VIEW, NONE, EMPTY, "3.1-"),
    NetworkInspectLibpod("GET /libpod/networks/{name}/json", LIBPOD_NETWORK, VIEW, NONE, EMPTY, "2.0-"),
    NetworkUpdateLibpod("POST /libpod/networks/{name}/update", LIBPOD_NETWORK, CONTROL, NONE, JSON, "4.4-"),
    PlayKubeDownLibpod("DELETE /libpod/play/kube", LIBPOD_KUBE, DELETE, NONE, YAML, "3.4-"),
    PlayKubeLibpod("POST /libpod/play/kube", LIBPOD_KUBE, CREATE, NONE, YAML, "2.0-"),
    PodCreateLibpod("POST /libpod/pods/create", LIBPOD_POD, CREATE, NONE, JSON, "2.0-"),
    PodListLibpod("GET /libpod/pods/json", LIBPOD_POD, VIEW, NONE, EMPTY, "2.0-"),
    PodPruneLibpod("POST /libpod/pods/prune", LIBPOD_POD, DELETE, NONE, EMPTY, "2.0-"),
    PodStatsAllLibpod("GET /libpod/pods/stats", LIBPOD_POD, VIEW, RESPONSE, EMPTY, "2.0-"),
    PodDeleteLibpod("DELETE /libpod/pods/{name}", LIBPOD_POD, DELETE, NONE, EMPTY, "2.0-"),
    PodExistsLibpod("GET /libpod/pods/{name}/exists", LIBPOD_POD, VIEW, NONE, EMPTY, "2.0-"),
    PodInspectLibpod("GET /libpod/pods/{name}/json", LIBPOD_POD, VIEW, NONE, EMPTY, "2.0-"),
    PodKillLibpod("POST /libpod/pods/{name}/kill", LIBPOD_POD, CONTROL, NONE, EMPTY, "2.0-"),
    PodPauseLibpod("POST /libpod/pods/{name}/pause", LIBPOD_POD, CONTROL, NONE, EMPTY, "2.0-"),
    PodRestartLibpod("POST /libpod/pods/{name}/restart", LIBPOD_POD, CONTROL, NONE, EMPTY, "2.0-"),
    PodStartLibpod("POST /libpod/pods/{name}/start", LIBPOD_POD, CONTROL, NONE, EMPTY, "2.0-"),
    PodStopLibpod("POST /libpod/pods/{name}/stop", LIBPOD_POD, CONTROL, NONE, EMPTY, "2.0-"),
    PodTopLibpod("GET /libpod/pods/{name}/top", LIBPOD_POD, VIEW, RESPONSE, EMPTY, "2.0-"),
    PodUnpauseLibpod("POST /libpod/pods/{name}/unpause", LIBPOD_POD, CONTROL, NONE, EMPTY, "2.0-"),
    QuadletDeleteAllLibpod("DELETE /libpod/quadlets", LIBPOD_QUADLET, ADMIN, NONE, EMPTY, "5.8-"),
    QuadletInstallLibpod("POST /libpod/quadlets", LIBPOD_QUADLET, ADMIN, REQUEST, TAR, "5.8-"),
    QuadletListLibpod("GET /libpod/quadlets/json", LIBPOD_QUADLET, VIEW, NONE, EMPTY, "5.7-"),
    QuadletDeleteLibpod("DELETE /libpod/quadlets/{name}", LIBPOD_QUADLET, ADMIN, NONE, EMPTY, "5.8-"),
    QuadletExistsLibpod("GET /libpod/quadlets/{name}/exists", LIBPOD_QUADLET, VIEW, NONE, EMPTY, "5.8-"),
    QuadletFileLibpod("GET /libpod/quadlets/{name}/file", LIBPOD_QUADLET, READ, NONE, EMPTY, "5.8-"),
    SecretCreateLibpod("POST /libpod/secrets/create", LIBPOD_SECRET, ADMIN, NONE, OCTETS, "3.1-"),
    SecretListLibpod("GET /libpod/secrets/json", LIBPOD_SECRET, VIEW, NONE, EMPTY, "3.1-"),
    SecretDeleteLibpod("DELETE /libpod/secrets/{name}", LIBPOD_SECRET, ADMIN, NONE, EMPTY, "3.1-"),
    SecretExistsLibpod("GET /libpod/secrets/{name}/exists", LIBPOD_SECRET, VIEW, NONE, EMPTY, "4.5-"),
    SecretInspectLibpod("GET /libpod/secrets/{name}/json", LIBPOD_SECRET, READ, NONE, EMPTY, "3.1-"),
    SwaggerLibpod("GET /libpod/swagger", LIBPOD_SYSTEM, VIEW, NONE, EMPTY, "2.0-"),
    SystemCheckLibpod("POST /libpod/system/check", LIBPOD_SYSTEM, ADMIN, NONE, EMPTY, "5.2-"),
    SystemDataUsageLibpod("GET /libpod/system/df", LIBPOD_SYSTEM, VIEW, NONE, EMPTY, "2.0-"),
    SystemPruneLibpod("POST /libpod/system/prune", LIBPOD_SYSTEM, ADMIN, NONE, EMPTY, "2.0-"),
    SystemVersionLibpod("GET /libpod/version", LIBPOD_SYSTEM, VIEW, NONE, EMPTY, "2.0-"),
    VolumeCreateLibpod("POST /libpod/volumes/create", LIBPOD_VOLUME, CREATE, NONE, JSON, "2.0-"),
    VolumeListLibpod("GET /libpod/volumes/json", LIBPOD_VOLUME, VIEW, NONE, EMPTY, "2.0-"),
    VolumePruneLibpod("POST /libpod/volumes/prune", LIBPOD_VOLUME, DELETE, NONE, EMPTY, "2.0-"),
    VolumeDeleteLibpod("DELETE /libpod/volumes/{name}", LIBPOD_VOLUME, DELETE, NONE, EMPTY, "2.0-"),
    VolumeExistsLibpod("GET /libpod/volumes/{name}/exists", LIBPOD_VOLUME, VIEW, NONE, EMPTY, "3.1-"),
    VolumeExportLibpod("GET /libpod/volumes/{name}/export", LIBPOD_VOLUME, READ, RESPONSE, EMPTY, "5.6-"),
    VolumeImportLibpod("POST /libpod/volumes/{name}/import", LIBPOD_VOLUME, Access.EXEC, REQUEST, TAR, "5.6-"),
    VolumeInspectLibpod("GET /libpod/volumes/{name}/json", LIBPOD_VOLUME, VIEW, NONE, EMPTY, "2.0-");

    private static final List<Operation> ALL = List.of(values());

    private final Method method;
    private final String path;
    private final Tag tag;
    private final Access access;
    private final Streaming streaming;
    private final BodyKind body;
    private final String versions;

    Operation(String route, Tag tag, Access access, Streaming streaming, BodyKind body, String versions) {
        int space = route.indexOf(' ');
        String word = route.substring(0, space);
        this.method = word.equals("PRI") ? Method.OTHER : Method.valueOf(word);
        this.path = route.substring(space + 1);
        this.tag = tag;
        this.access = access;
        this.streaming = streaming;
        this.body = body;
        this.versions = versions;
    }

    /** All operations, in the order of their bits in a policy. */
    public static List<Operation> all() {
        return ALL;
    }

    /** The operation with a published id, compared exactly. */
    public static Optional<Operation> byId(String id) {
        return ALL.stream().filter(operation -> operation.id().equals(id)).findFirst();
    }

    /** The published id, for example {@code ContainerCreate}; the name of the operation in policies, logs and docs. */
    public String id() {
        return name();
    }

    public Method method() {
        return method;
    }

    /** The path template without a version prefix; {@code *} where the operation is not bound to a path. */
    public String path() {
        return path;
    }

    /**
     * The name of a path argument, without its mark for slashes.
     *
     * @param index from 0; less than the number of the path's arguments
     */
    public String argumentName(int index) {
        int open = path.indexOf('{');
        for (int i = 0; i < index; i++) {
            open = path.indexOf('{', open + 1);
        }
        String name = path.substring(open + 1, path.indexOf('}', open));
        return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    }

    public Tag tag() {
        return tag;
    }

    public Access access() {
        return access;
    }

    public Streaming streaming() {
        return streaming;
    }

    public BodyKind body() {
        return body;
    }

    /**
     * Whether the engine takes all values of a query parameter that comes more than once, instead of one of them.
     * Podman's own operations take lists in many places.
     */
    public boolean repeats(String parameter) {
        return switch (parameter) {
            case "names", "t", "extrahosts", "securityopt", "changes", "platforms" -> true;
            case "platform" -> this == ImageGet || this == ImageGetAll || this == ImageLoad;
            case "type" -> this == SystemDataUsage || this == ImageAttestations;
            default -> tag.libpod();
        };
    }

    /** The first API version that has it, or empty. */
    public String since() {
        return versions.substring(0, versions.indexOf('-'));
    }

    /** The last API version that has it, or empty. */
    public String until() {
        return versions.substring(versions.indexOf('-') + 1);
    }
}
