package io.caisson.app.demo.world;

import io.caisson.app.json.JsonObject;
import java.util.List;

/** The engine's complete configuration documents, as they are when a client says nothing. */
final class Defaults {
    private static final long SHM_BYTES = 64L << 20;

    private Defaults() {}

    static JsonObject config(String hostname) {
        return new JsonObject()
                .put("Hostname", hostname)
                .put("Domainname", "")
                .put("User", "")
                .put("AttachStdin", false)
                .put("AttachStdout", false)
                .put("AttachStderr", false)
                .put("Tty", false)
                .put("OpenStdin", false)
                .put("StdinOnce", false)
                .put("Env", List.of())
                .put("Cmd", null)
                .put("Image", "")
                .put("Volumes", null)
                .put("WorkingDir", "")
                .put("Entrypoint", null)
                .put("OnBuild", null)
                .put("Labels", new JsonObject());
    }

    static JsonObject hostConfig() {
        JsonObject config = new JsonObject()
                .put("Binds", null)
                .put("ContainerIDFile", "")
                .put("LogConfig", logConfig())
                .put("NetworkMode", "bridge")
                .put("PortBindings", null)
                .put("RestartPolicy", new JsonObject().put("Name", "no").put("MaximumRetryCount", 0))
                .put("AutoRemove", false)
                .put("VolumeDriver", "")
                .put("VolumesFrom", null)
                .put("ConsoleSize", List.of(0, 0))
                .put("CapAdd", null)
                .put("CapDrop", null)
                .put("CgroupnsMode", "private")
                .put("Dns", null)
                .put("DnsOptions", null)
                .put("DnsSearch", null)
                .put("ExtraHosts", null)
                .put("GroupAdd", null)
                .put("IpcMode", "private")
                .put("Cgroup", "")
                .put("Links", null)
                .put("OomScoreAdj", 0)
                .put("PidMode", "")
                .put("Privileged", false)
                .put("PublishAllPorts", false)
                .put("ReadonlyRootfs", false)
                .put("SecurityOpt", null)
                .put("UTSMode", "")
                .put("UsernsMode", "")
                .put("ShmSize", SHM_BYTES)
                .put("Runtime", "runc")
                .put("Isolation", "");
        return addLimits(config).put("MaskedPaths", maskedPaths()).put("ReadonlyPaths", readonlyPaths());
    }

    static JsonObject logConfig() {
        return new JsonObject().put("Type", "json-file").put("Config", new JsonObject());
    }

    private static JsonObject addLimits(JsonObject config) {
        return config.put("CpuShares", 0)
                .put("Memory", 0)
                .put("NanoCpus", 0)
                .put("CgroupParent", "")
                .put("BlkioWeight", 0)
                .put("BlkioWeightDevice", null)
                .put("BlkioDeviceReadBps", null)
                .put("BlkioDeviceWriteBps", null)
                .put("BlkioDeviceReadIOps", null)
                .put("BlkioDeviceWriteIOps", null)
                .put("CpuPeriod", 0)
                .put("CpuQuota", 0)
                .put("CpuRealtimePeriod", 0)
                .put("CpuRealtimeRuntime", 0)
                .put("CpusetCpus", "")
                .put("CpusetMems", "")
                .put("Devices", null)
                .put("DeviceCgroupRules", null)
                .put("DeviceRequests", null)
                .put("MemoryReservation", 0)
                .put("MemorySwap", 0)
                .put("MemorySwappiness", null)
                .put("OomKillDisable", null)
                .put("PidsLimit", null)
                .put("Ulimits", null)
                .put("CpuCount", 0)
                .put("CpuPercent", 0)
                .put("IOMaximumIOps", 0)
                .put("IOMaximumBandwidth", 0);
    }

    private static List<String> maskedPaths() {
        return List.of(
                "/proc/asound",
                "/proc/acpi",
                "/proc/interrupts",
                "/proc/kcore",
                "/proc/keys",
                "/proc/latency_stats",
                "/proc/timer_list",
                "/proc/timer_stats",
                "/proc/sched_debug",
                "/proc/scsi",
                "/sys/firmware",
                "/sys/devices/virtual/powercap");
    }

    private static List<String> readonlyPaths() {
        return List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");
    }
}
