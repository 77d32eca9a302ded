package io.caisson.core.risk;

import static io.caisson.core.docker.Operation.*;
import static io.caisson.core.risk.Level.*;

import io.caisson.core.docker.Operation;
import java.util.List;

/** What Podman's own operations can become. Where its engine runs without root, root means the engine's user. */
final class PodmanRisks {
    private static final List<Operation> NOTHING = List.of();

    static final List<Risk> ALL = List.of(
            new Risk(
                    "podman-create",
                    ROOT,
                    List.of(ContainerCreateLibpod, PodCreateLibpod),
                    NOTHING,
                    "a new container or pod can be given every right that the engine has, and its folders",
                    List.of()),
            new Risk(
                    "podman-kube",
                    ROOT,
                    List.of(PlayKubeLibpod, KubePlayLibpod, KubeApplyLibpod),
                    NOTHING,
                    "a pod file can mount any folder of the host",
                    List.of()),
            new Risk(
                    "podman-exec",
                    ROOT,
                    List.of(ContainerExecLibpod),
                    List.of(ExecStartLibpod),
                    "a command can run in any container, privileged ones included",
                    List.of()),
            new Risk(
                    "podman-archive-put",
                    ROOT,
                    List.of(PutContainerArchiveLibpod, ContainerPutArchiveEarlyLibpod, libpodPutArchive),
                    NOTHING,
                    "files can be written into any container, and through its mounts into the host",
                    List.of()),
            new Risk(
                    "podman-restore",
                    ROOT,
                    List.of(ContainerRestoreLibpod),
                    NOTHING,
                    "a container can be brought in from outside with its memory, mounts and rights",
                    List.of()),
            new Risk(
                    "podman-quadlet",
                    ROOT,
                    List.of(QuadletInstallLibpod),
                    NOTHING,
                    "a unit of the host's service manager can be installed",
                    List.of()),
            new Risk(
                    "podman-build",
                    ROOT,
                    List.of(ImageBuildLibpod, LocalBuildLibpod),
                    NOTHING,
                    "a build can mount folders of the host and use its network",
                    List.of()),
            new Risk(
                    "podman-host-files",
                    ROOT,
                    List.of(LocalImagesLibpod, ArtifactLocalLibpod),
                    NOTHING,
                    "files of the host are read by a path of the client's choice",
                    List.of()),
            new Risk(
                    "podman-volume",
                    ROOT,
                    List.of(VolumeCreateLibpod),
                    List.of(ContainerCreateLibpod, PodCreateLibpod, ContainerCreate),
                    "a volume can be any folder of the host, and a container can mount it by its name",
                    List.of()),
            new Risk(
                    "podman-copy-out",
                    STEP,
                    List.of(ImageScpLibpod),
                    NOTHING,
                    "the engine sends images to any host that its user can log in to",
                    List.of()),
            new Risk(
                    "podman-image-then-run",
                    STEP,
                    List.of(ImageLoadLibpod, ImageImportLibpod, ImagePullLibpod, ImageTagLibpod, ImageCommitLibpod),
                    NOTHING,
                    "an image of the client's can take a name that others run, with the rights that they give it",
                    List.of()),
            new Risk(
                    "podman-volume-write",
                    STEP,
                    List.of(VolumeImportLibpod),
                    NOTHING,
                    "any volume can be filled with files of the client's",
                    List.of()),
            new Risk(
                    "podman-attach",
                    STEP,
                    List.of(ContainerAttachLibpod),
                    NOTHING,
                    "what a container's main process reads can be typed, and that may be a shell",
                    List.of()),
            new Risk(
                    "podman-rename",
                    STEP,
                    List.of(ContainerRenameLibpod),
                    NOTHING,
                    "a container can take a name that other rules, or people, trust",
                    List.of()),
            new Risk(
                    "podman-mount",
                    STEP,
                    List.of(ContainerMountLibpod),
                    NOTHING,
                    "a container's files are put where every process of the engine's user on the host reaches them",
                    List.of()),
            new Risk(
                    "podman-read-files",
                    SECRET,
                    List.of(
                            ContainerArchiveLibpod,
                            libpodGetArchive,
                            ContainerExportLibpod,
                            ContainerLogsLibpod,
                            VolumeExportLibpod,
                            ImageGetLibpod,
                            ImageExportLibpod,
                            ArtifactExtractLibpod,
                            ContainerCheckpointLibpod),
                    NOTHING,
                    "files, output and memory of every container can be read",
                    List.of()),
            new Risk(
                    "podman-secrets",
                    SECRET,
                    List.of(SecretInspectLibpod, GenerateKubeLibpod, KubeGenerateLibpod),
                    NOTHING,
                    "the contents of secrets can be in the answer",
                    List.of()));

    private PodmanRisks() {}
}
