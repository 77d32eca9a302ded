package io.caisson.core.config;

import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** The allowed operations by which a client can become root on the engine's host, or on every host of its swarm. */
final class RootWays {
    /** One operation, and what it takes to go from it to root. */
    private record Way(Operation operation, String sentence) {}

    private static final List<Way> WAYS = List.of(
            new Way(Operation.ContainerCreate, "a new container can mount any folder of the host"),
            new Way(Operation.ExecStart, "a command can run in any container, privileged ones included"),
            new Way(
                    Operation.ImageBuild,
                    "a build runs commands of the client's choice on the host's kernel and network"),
            new Way(Operation.Grpc, "a build runs commands of the client's choice on the host's kernel and network"),
            new Way(Operation.PluginPull, "a plugin can be given every right on the host"),
            new Way(Operation.PluginCreate, "a plugin can be given every right on the host"),
            new Way(Operation.ServiceCreate, "a service can mount any folder of the swarm's hosts"),
            new Way(Operation.SwarmInspect, "the tokens to join as a manager are in the answer"),
            new Way(Operation.SwarmJoin, "the engine can be made part of somebody else's swarm"),
            new Way(Operation.ContainerCreateLibpod, "a new container can mount any folder of the host"),
            new Way(Operation.ExecStartLibpod, "a command can run in any container, privileged ones included"),
            new Way(Operation.PlayKubeLibpod, "a new pod can mount any folder of the host"));

    private RootWays() {}

    /** One line for each rule that opens such a way. */
    static List<String> in(Policy policy) {
        List<String> lines = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (Way way : WAYS) {
            Decision decision = policy.decide(way.operation());
            String rule = decision.rule().rule();
            if (decision instanceof Decision.Allow && !rules.contains(rule)) {
                rules.add(rule);
                lines.add("warning: " + rule + " is as good as root on the engine's host: with "
                        + way.operation().id() + " " + way.sentence());
            }
        }
        return lines;
    }
}
