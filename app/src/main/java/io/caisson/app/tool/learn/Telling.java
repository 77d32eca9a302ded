package io.caisson.app.tool.learn;

import static io.caisson.core.docker.Operation.*;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a call is worth a condition when it never varies: parameters and fields that decide what a call can do to the
 * host, and to whose objects. What only shapes an answer, as times and sizes do, is left alone.
 */
final class Telling {
    /**
     * A parameter or field.
     *
     * @param name as conditions write it behind {@code call.query.} or {@code body.}
     */
    record Field(String name, Type type) {}

    /** What a field is, and so how it is compared. */
    enum Type {
        /** A text, compared as a whole. */
        TEXT,
        /** A text that names something of the client's: also by how it begins. */
        NAME,
        /** A truth that does more when it is true: refused where it never was. */
        TRUTH,
        /** Texts in order. */
        TEXTS,
        /** Texts by name: only whether there are any. */
        MAP,
        /** Mounts: their types and sources. */
        MOUNTS,
        /** Objects of which only counts whether there are any. */
        OBJECTS
    }

    private static final List<Field> CONTAINER = List.of(
            new Field("Image", Type.NAME),
            new Field("User", Type.TEXT),
            new Field("HostConfig.Privileged", Type.TRUTH),
            new Field("HostConfig.Binds", Type.TEXTS),
            new Field("HostConfig.Mounts", Type.MOUNTS),
            new Field("HostConfig.VolumeDriver", Type.TEXT),
            new Field("HostConfig.VolumesFrom", Type.TEXTS),
            new Field("HostConfig.CapAdd", Type.TEXTS),
            new Field("HostConfig.SecurityOpt", Type.TEXTS),
            new Field("HostConfig.Devices", Type.OBJECTS),
            new Field("HostConfig.DeviceCgroupRules", Type.TEXTS),
            new Field("HostConfig.DeviceRequests", Type.OBJECTS),
            new Field("HostConfig.PidMode", Type.TEXT),
            new Field("HostConfig.IpcMode", Type.TEXT),
            new Field("HostConfig.UTSMode", Type.TEXT),
            new Field("HostConfig.UsernsMode", Type.TEXT),
            new Field("HostConfig.CgroupnsMode", Type.TEXT),
            new Field("HostConfig.NetworkMode", Type.NAME),
            new Field("HostConfig.Runtime", Type.TEXT),
            new Field("HostConfig.CgroupParent", Type.TEXT),
            new Field("HostConfig.Sysctls", Type.MAP));

    private static final List<Field> SERVICE = List.of(
            new Field("TaskTemplate.Runtime", Type.TEXT),
            new Field("TaskTemplate.ContainerSpec.Image", Type.NAME),
            new Field("TaskTemplate.ContainerSpec.User", Type.TEXT),
            new Field("TaskTemplate.ContainerSpec.Mounts", Type.MOUNTS),
            new Field("TaskTemplate.ContainerSpec.CapabilityAdd", Type.TEXTS));

    private Telling() {}

    /** The fields of an operation's body. */
    static List<Field> body(Operation operation) {
        return switch (operation) {
            case ContainerCreate -> CONTAINER;
            // The settings that old engines take from a start.
            case ContainerStart -> List.of(new Field("Privileged", Type.TRUTH), new Field("Binds", Type.TEXTS));
            case ServiceCreate, ServiceUpdate -> SERVICE;
            case ContainerExec ->
                List.of(
                        new Field("Cmd", Type.TEXTS),
                        new Field("User", Type.TEXT),
                        new Field("Privileged", Type.TRUTH));
            case VolumeCreate ->
                List.of(
                        new Field("Name", Type.NAME),
                        new Field("Driver", Type.TEXT),
                        new Field("DriverOpts", Type.MAP));
            case NetworkCreate -> List.of(new Field("Name", Type.NAME), new Field("Driver", Type.TEXT));
            case SystemAuth -> List.of(new Field("serveraddress", Type.TEXT));
            case CheckpointCreate -> List.of(new Field("CheckpointDir", Type.TEXT));
            default -> List.of();
        };
    }

    /** The parameters of an operation. */
    static List<Field> query(Operation operation) {
        return switch (operation) {
            case ContainerCreate, ContainerRename -> List.of(new Field("name", Type.NAME));
            case ContainerDelete ->
                List.of(new Field("force", Type.TRUTH), new Field("v", Type.TRUTH), new Field("link", Type.TRUTH));
            case ImageDelete, VolumeDelete, NodeDelete, PluginDelete, SwarmLeave ->
                List.of(new Field("force", Type.TRUTH));
            case ContainerLogs, ServiceLogs, TaskLogs -> List.of(new Field("follow", Type.TRUTH));
            case ContainerAttach, ContainerAttachWebsocket -> List.of(new Field("stdin", Type.TRUTH));
            case ContainerKill -> List.of(new Field("signal", Type.TEXT));
            case ContainerArchive, ContainerArchiveInfo, PutContainerArchive -> List.of(new Field("path", Type.TEXT));
            case ImageBuild -> List.of(new Field("remote", Type.TEXT), new Field("networkmode", Type.TEXT));
            case ImageCreate -> List.of(new Field("fromImage", Type.NAME), new Field("fromSrc", Type.TEXT));
            case ImageTag, ImageCommit -> List.of(new Field("repo", Type.NAME));
            case CheckpointDelete, CheckpointList -> List.of(new Field("dir", Type.TEXT));
            default -> List.of();
        };
    }

    /** The fields of a body that are recorded: those above, and the labels that a client gives to what it makes. */
    static List<String> recorded(Operation operation) {
        List<String> names = new ArrayList<>();
        body(operation).forEach(field -> names.add(field.name()));
        names.add("Labels");
        return names;
    }
}
