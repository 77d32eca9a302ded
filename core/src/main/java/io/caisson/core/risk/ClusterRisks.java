package io.caisson.core.risk;

import static io.caisson.core.docker.Operation.*;
import static io.caisson.core.risk.Level.*;

import io.caisson.core.docker.Operation;
import java.util.List;

/** What a swarm and its services can become. */
final class ClusterRisks {
    private static final List<Operation> NOTHING = List.of();

    static final List<Risk> ALL = List.of(
            new Risk(
                    "service-create",
                    ROOT,
                    List.of(ServiceCreate, ServiceUpdate),
                    NOTHING,
                    "a service can mount any folder of the swarm's hosts and be given their rights",
                    List.of(
                            new Way(
                                    "service-host-folder",
                                    "a service can mount any folder of the swarm's hosts, their engine's socket too",
                                    List.of("Mounts"),
                                    List.of(
                                            service("\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\","
                                                    + "\"Target\":\"/host\"}]"),
                                            service("\"Mounts\":[{\"Type\":\"bind\",\"Source\":"
                                                    + "\"/var/run/docker.sock\",\"Target\":\"/s\"}]"),
                                            service("\"Mounts\":[{\"Type\":\"volume\",\"Source\":\"v\",\"Target\":"
                                                    + "\"/v\",\"VolumeOptions\":{\"DriverConfig\":{\"Options\":"
                                                    + "{\"o\":\"bind\",\"device\":\"/\"}}}}]")),
                                    "body.TaskTemplate.ContainerSpec.Mounts.size() == 0"),
                            new Way(
                                    "service-capabilities",
                                    "a service can be given the kernel's capabilities",
                                    List.of("CapabilityAdd"),
                                    List.of(service("\"CapabilityAdd\":[\"CAP_SYS_ADMIN\"]")),
                                    "body.TaskTemplate.ContainerSpec.CapabilityAdd.size() == 0"),
                            new Way(
                                    "service-plugin",
                                    "a service can be a plugin, which runs as root on every node",
                                    List.of("Runtime|PluginSpec"),
                                    List.of(Attempt.body(
                                            ServiceCreate,
                                            "{\"Name\":\"s\",\"TaskTemplate\":{\"Runtime\":\"plugin\","
                                                    + "\"PluginSpec\":{\"Remote\":\"" + Attempt.IMAGE + "\"}}}")),
                                    "body.TaskTemplate.Runtime in [\"\", \"container\"]"))),
            new Risk(
                    "swarm-join",
                    ROOT,
                    List.of(SwarmJoin),
                    NOTHING,
                    "the engine can be made part of somebody else's swarm, whose managers then run what they like on it",
                    List.of()),
            new Risk(
                    "swarm-tokens",
                    ROOT,
                    List.of(SwarmInspect),
                    NOTHING,
                    "the tokens to join as a manager are in the answer, and a manager runs what it likes everywhere",
                    List.of()),
            new Risk(
                    "swarm-authority",
                    ROOT,
                    List.of(SwarmUpdate),
                    NOTHING,
                    "the authority that says who is a manager can be replaced",
                    List.of()),
            new Risk(
                    "swarm-init",
                    STEP,
                    List.of(SwarmInit, SwarmUnlock, SwarmLeave),
                    NOTHING,
                    "the engine's cluster can be opened on any address, taken over or ended",
                    List.of()),
            new Risk(
                    "node-roles",
                    STEP,
                    List.of(NodeUpdate, NodeDelete),
                    NOTHING,
                    "a worker can be made a manager, and a manager removed",
                    List.of()),
            new Risk(
                    "swarm-unlock-key",
                    SECRET,
                    List.of(SwarmUnlockkey),
                    NOTHING,
                    "the key that unlocks the managers' disks is in the answer",
                    List.of()),
            new Risk(
                    "read-configs",
                    SECRET,
                    List.of(ConfigInspect, ConfigList),
                    NOTHING,
                    "the contents of all configs are in the answer, and people put passwords there",
                    List.of()));

    private ClusterRisks() {}

    private static Attempt service(String setting) {
        return Attempt.body(
                ServiceCreate,
                "{\"Name\":\"s\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"" + Attempt.IMAGE + "\"," + setting
                        + "}}}");
    }
}
