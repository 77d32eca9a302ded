package io.caisson.app.tool.learn;

import io.caisson.core.docker.Operation;
import java.util.Optional;

/** The operations that look at one object, and those that list all of its kind. */
final class Looks {
    private Looks() {}

    /** The list that shows what an operation looks at; empty where it does not just look at one object. */
    static Optional<Operation> list(Operation operation) {
        return switch (operation) {
            case ContainerInspect -> Optional.of(Operation.ContainerList);
            case ImageInspect -> Optional.of(Operation.ImageList);
            case VolumeInspect -> Optional.of(Operation.VolumeList);
            case NetworkInspect -> Optional.of(Operation.NetworkList);
            case ServiceInspect -> Optional.of(Operation.ServiceList);
            case TaskInspect -> Optional.of(Operation.TaskList);
            case NodeInspect -> Optional.of(Operation.NodeList);
            case SecretInspect -> Optional.of(Operation.SecretList);
            case ConfigInspect -> Optional.of(Operation.ConfigList);
            case PluginInspect -> Optional.of(Operation.PluginList);
            default -> Optional.empty();
        };
    }
}
