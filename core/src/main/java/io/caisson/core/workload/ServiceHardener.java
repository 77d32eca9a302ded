package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Hardening.Hardened;
import io.caisson.core.workload.Hardening.JsonEdit;
import java.util.ArrayList;
import java.util.List;

/** Hardens the body of a service: its tasks get what a container would. */
final class ServiceHardener {
    private static final Json YES = new Json.Bool(true);

    private final Hardening hardening;

    ServiceHardener(Hardening hardening) {
        this.hardening = hardening;
    }

    Hardened harden(Json body) {
        JsonEdit service = new JsonEdit(body);
        JsonEdit task = service.part("TaskTemplate");
        JsonEdit container = task.part("ContainerSpec");
        if (task.at("ContainerSpec") instanceof Json.Null) {
            return service.result();
        }
        ContainerHardener.labels(service, hardening, "Labels");
        ContainerHardener.labels(container, hardening, "Labels");
        if (!hardening.user().isEmpty() && JsonView.isNothing(container.at("User"))) {
            container.set("User", new Json.Text(hardening.user()), "User set to " + hardening.user());
        }
        if (hardening.confined() && !JsonView.isTrue(JsonView.at(container.at("Privileges"), "NoNewPrivileges"))) {
            JsonEdit privileges = container.part("Privileges");
            privileges.set("NoNewPrivileges", YES, "no-new-privileges set");
            container.put("Privileges", privileges.json());
        }
        if (hardening.drops() && !ContainerHardener.dropsAll(container.at("CapabilityDrop"))) {
            container.set("CapabilityDrop", new Json.Array(List.of(new Json.Text("ALL"))), "all capabilities dropped");
        }
        if (hardening.readOnly() && !JsonView.isTrue(container.at("ReadOnly"))) {
            container.set("ReadOnly", YES, "ReadOnly set");
        }
        if (hardening.init() && !JsonView.isTrue(container.at("Init"))) {
            container.set("Init", YES, "Init set");
        }
        resolver(container);
        task.put("ContainerSpec", container.json());
        amounts(task);
        service.put("TaskTemplate", task.json());
        return service.result();
    }

    private void resolver(JsonEdit container) {
        JsonEdit config = container.part("DNSConfig");
        if (!hardening.dns().isEmpty()
                && JsonView.items(config.at("Nameservers")).isEmpty()) {
            List<Json> servers = new ArrayList<>();
            hardening.dns().forEach(server -> servers.add(new Json.Text(server)));
            config.set("Nameservers", new Json.Array(servers), "Dns set");
            container.put("DNSConfig", config.json());
        }
    }

    private void amounts(JsonEdit task) {
        if (hardening.memory() == 0 && hardening.cpus() == 0 && hardening.pids() == 0) {
            return;
        }
        JsonEdit resources = task.part("Resources");
        JsonEdit limits = resources.part("Limits");
        if (hardening.memory() > 0) {
            limits.cap("MemoryBytes", hardening.memory(), "MemoryBytes");
        }
        if (hardening.cpus() > 0) {
            limits.cap("NanoCPUs", hardening.cpus(), "NanoCPUs");
        }
        if (hardening.pids() > 0) {
            limits.cap("Pids", hardening.pids(), "Pids");
        }
        resources.put("Limits", limits.json());
        task.put("Resources", resources.json());
    }
}
