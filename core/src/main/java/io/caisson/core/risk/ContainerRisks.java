package io.caisson.core.risk;

import static io.caisson.core.docker.Operation.*;
import static io.caisson.core.risk.Level.*;

import io.caisson.core.docker.Operation;
import java.util.List;

/** What containers, and what is done inside them, can become. */
final class ContainerRisks {
    private static final List<Operation> NOTHING = List.of();

    private static final Risk CREATE = new Risk(
            "container-create",
            ROOT,
            List.of(ContainerCreate),
            NOTHING,
            "a new container can be given every right on the host, and its folders",
            List.of(
                    new Way(
                            "container-host-folder",
                            "a new container can mount any folder of the host, / and /etc among them",
                            List.of("Binds", "Mounts"),
                            List.of(
                                    host("\"Binds\":[\"/:/host\"]"),
                                    host("\"Binds\":[\"/etc:/mnt\"]"),
                                    host("\"Binds\":[\"/srv/../etc:/mnt\"]"),
                                    host("\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\",\"Target\":\"/host\"}]")),
                            "body.HostConfig.Binds.size() == 0 && body.HostConfig.Mounts.size() == 0"),
                    new Way(
                            "container-engine-socket",
                            "a new container can mount the engine's own socket, past this firewall",
                            List.of("Binds", "Mounts"),
                            List.of(
                                    host("\"Binds\":[\"/var/run/docker.sock:/var/run/docker.sock\"]"),
                                    host("\"Binds\":[\"/run/docker.sock:/s\"]"),
                                    host("\"Binds\":[\"/var/run:/r:ro\"]"),
                                    host("\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/var/run/docker.sock\","
                                            + "\"Target\":\"/s\"}]")),
                            "body.HostConfig.Binds.size() == 0 && body.HostConfig.Mounts.size() == 0"),
                    new Way(
                            "container-privileged",
                            "a new container can be privileged, or be given the kernel's capabilities",
                            List.of("Privileged", "CapAdd"),
                            List.of(
                                    host("\"Privileged\":true"),
                                    host("\"CapAdd\":[\"SYS_ADMIN\"]"),
                                    host("\"CapAdd\":[\"ALL\"]"),
                                    host("\"CapAdd\":[\"CAP_SYS_MODULE\"]")),
                            "!body.HostConfig.Privileged && body.HostConfig.CapAdd.size() == 0"),
                    new Way(
                            "container-host-namespace",
                            "a new container can join the host's processes, network or memory",
                            List.of("PidMode", "NetworkMode"),
                            List.of(
                                    host("\"PidMode\":\"host\""),
                                    host("\"NetworkMode\":\"host\""),
                                    host("\"IpcMode\":\"host\"")),
                            "body.HostConfig.PidMode == \"\" && body.HostConfig.IpcMode != \"host\""
                                    + " && body.HostConfig.NetworkMode != \"host\""),
                    new Way(
                            "container-device",
                            "a new container can be given the host's devices, disks among them",
                            List.of("Devices", "DeviceCgroupRules"),
                            List.of(
                                    host("\"Devices\":[{\"PathOnHost\":\"/dev/sda\",\"PathInContainer\":\"/dev/sda\","
                                            + "\"CgroupPermissions\":\"rwm\"}]"),
                                    host("\"DeviceCgroupRules\":[\"a *:* rwm\"]")),
                            "body.HostConfig.Devices.size() == 0 && body.HostConfig.DeviceCgroupRules.size() == 0"),
                    new Way(
                            "container-volume-driver",
                            "a volume made along with a container can be any folder of the host",
                            List.of("Mounts", "VolumeDriver"),
                            List.of(
                                    host("\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"v\",\"Target\":\"/v\","
                                            + "\"VolumeOptions\":{\"DriverConfig\":{\"Name\":\"local\",\"Options\":"
                                            + "{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/\"}}}}]"),
                                    host("\"VolumeDriver\":\"any\"")),
                            "body.HostConfig.Mounts.size() == 0 && body.HostConfig.VolumeDriver == \"\""),
                    new Way(
                            "container-other-mounts",
                            "a new container can take over the mounts and processes of any other container",
                            List.of("VolumesFrom", "PidMode"),
                            List.of(host("\"VolumesFrom\":[\"proxy\"]"), host("\"PidMode\":\"container:proxy\"")),
                            "body.HostConfig.VolumesFrom.size() == 0 && body.HostConfig.PidMode == \"\""),
                    new Way(
                            "container-unconfined",
                            "a new container can switch off the kernel's protections or choose a weaker runtime",
                            List.of("SecurityOpt", "Runtime"),
                            List.of(
                                    host("\"SecurityOpt\":[\"seccomp=unconfined\",\"apparmor=unconfined\"]"),
                                    host("\"Runtime\":\"other\"")),
                            "body.HostConfig.SecurityOpt.size() == 0 && body.HostConfig.Runtime == \"\"")));

    private static final Risk EXEC_ANYWHERE = new Risk(
            "exec-anywhere",
            ROOT,
            List.of(ContainerExec),
            List.of(ExecStart),
            "a command can run in any container, as root, privileged ones and those with the host's folders included",
            List.of(
                    new Way(
                            "exec-any-container",
                            "a command can run in any container, privileged ones included",
                            List.of("target."),
                            List.of(
                                    Attempt.body(ContainerExec, "{\"AttachStdout\":true,\"Cmd\":[\"sh\"]}"),
                                    Attempt.body(
                                            ContainerExec,
                                            "{\"AttachStdin\":true,\"Tty\":true,\"Cmd\":[\"/bin/sh\"]}")),
                            "target.labels.get(\"exec\", \"\") == \"yes\""),
                    new Way(
                            "exec-privileged",
                            "a command can be given every capability, in a container that has none",
                            List.of("Privileged"),
                            List.of(Attempt.body(ContainerExec, "{\"Privileged\":true,\"Cmd\":[\"sh\"]}")),
                            "!body.Privileged")));

    private static final Risk ARCHIVE_PUT = new Risk(
            "archive-put",
            ROOT,
            List.of(PutContainerArchive),
            NOTHING,
            "files can be written as root into any container, and through its mounts into the host",
            List.of(new Way(
                    "archive-put-anywhere",
                    "files can be written as root into any container, and through its mounts into the host",
                    List.of("target.|query.path"),
                    List.of(
                            Attempt.query(PutContainerArchive, "path=/"),
                            Attempt.query(PutContainerArchive, "path=/etc"),
                            Attempt.query(PutContainerArchive, "path=/tmp/../etc")),
                    "target.labels.get(\"upload\", \"\") == \"yes\"")));

    private static final Risk CHECKPOINT = new Risk(
            "checkpoint-folder",
            ROOT,
            List.of(CheckpointCreate, CheckpointDelete),
            NOTHING,
            "an engine with checkpoints writes or deletes in any folder of the host",
            List.of(new Way(
                    "checkpoint-any-folder",
                    "an engine with checkpoints writes in any folder of the host",
                    List.of("CheckpointDir|query.dir"),
                    List.of(
                            Attempt.body(CheckpointCreate, "{\"CheckpointID\":\"x\",\"CheckpointDir\":\"/etc\"}"),
                            Attempt.query(CheckpointDelete, "dir=/etc")),
                    "body.CheckpointDir == \"\"")));

    private static final Risk ATTACH = new Risk(
            "attach-input",
            STEP,
            List.of(ContainerAttach, ContainerAttachWebsocket),
            NOTHING,
            "what a container's main process reads can be typed, and that may be a shell",
            List.of(new Way(
                    "attach-any-input",
                    "what any container's main process reads can be typed",
                    List.of("target.|query.stdin"),
                    List.of(
                            Attempt.query(ContainerAttach, "stream=1&stdin=1&stdout=1"),
                            Attempt.query(ContainerAttachWebsocket, "stream=1&stdin=1")),
                    "!call.query.stdin")));

    private static final Risk RENAME = new Risk(
            "rename-into-trust",
            STEP,
            List.of(ContainerRename),
            NOTHING,
            "a container can take a name that other rules, or people, trust",
            List.of());

    private static final Risk START_BODY = new Risk(
            "start-settings",
            STEP,
            List.of(ContainerStart),
            NOTHING,
            "engines up to 24 take mounts and rights from the body of a start under API versions below 1.24",
            List.of(new Way(
                    "start-host-settings",
                    "engines up to 24 take mounts and rights from the body of a start under API versions below 1.24",
                    List.of("Privileged", "Binds"),
                    List.of(
                            Attempt.body(ContainerStart, "{\"Privileged\":true}"),
                            Attempt.body(ContainerStart, "{\"Binds\":[\"/:/host\"]}")),
                    "!body.Privileged && body.Binds.size() == 0")));

    private static final Risk READ_FILES = new Risk(
            "read-files",
            SECRET,
            List.of(ContainerArchive, ContainerExport, ContainerCopyLegacy),
            NOTHING,
            "every file of every container can be read, keys and mounted folders included",
            List.of(new Way(
                    "read-any-file",
                    "every file of every container can be read",
                    List.of("target.|query.path"),
                    List.of(
                            Attempt.query(ContainerArchive, "path=/"),
                            Attempt.query(ContainerArchive, "path=/etc/shadow"),
                            Attempt.query(ContainerExport, "")),
                    "target.labels.get(\"download\", \"\") == \"yes\"")));

    private static final Risk READ_LOGS = new Risk(
            "read-logs",
            SECRET,
            List.of(ContainerLogs, ServiceLogs, TaskLogs),
            NOTHING,
            "the output of every container can be read, and programs do print secrets",
            List.of(new Way(
                    "read-any-log",
                    "the output of every container can be read",
                    List.of("target."),
                    List.of(
                            Attempt.query(ContainerLogs, "stdout=1&stderr=1"),
                            Attempt.query(ContainerLogs, "stdout=1&follow=1")),
                    "target.labels.get(\"logs\", \"\") == \"yes\"")));

    static final List<Risk> ALL =
            List.of(CREATE, EXEC_ANYWHERE, ARCHIVE_PUT, CHECKPOINT, ATTACH, RENAME, START_BODY, READ_FILES, READ_LOGS);

    private ContainerRisks() {}

    private static Attempt host(String setting) {
        return Attempt.body(ContainerCreate, "{\"Image\":\"" + Attempt.IMAGE + "\",\"HostConfig\":{" + setting + "}}");
    }
}
