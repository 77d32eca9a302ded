package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Hardening.Hardened;
import io.caisson.core.workload.Hardening.JsonEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hardens the body of a new container. */
final class ContainerHardener {
    private static final Json YES = new Json.Bool(true);

    private final Hardening hardening;

    ContainerHardener(Hardening hardening) {
        this.hardening = hardening;
    }

    Hardened harden(Json body) {
        JsonEdit config = new JsonEdit(body);
        JsonEdit host = config.part("HostConfig");
        if (!hardening.user().isEmpty() && JsonView.isNothing(config.at("User"))) {
            config.set("User", new Json.Text(hardening.user()), "User set to " + hardening.user());
        }
        labels(config, hardening, "Labels");
        rights(host);
        amounts(host);
        rest(host);
        config.put("HostConfig", host.json());
        return config.result();
    }

    static void labels(JsonEdit edit, Hardening hardening, String field) {
        if (!hardening.labels().isEmpty()) {
            JsonEdit labels = edit.part(field);
            hardening.labels().forEach((name, value) -> {
                if (!JsonView.text(labels.at(name)).equals(value)) {
                    labels.set(name, new Json.Text(value), "label " + name + " set");
                }
            });
            edit.put(field, labels.json());
        }
    }

    private void rights(JsonEdit host) {
        if (hardening.confined()) {
            List<Json> options = new ArrayList<>();
            boolean confined = false;
            for (Json option : JsonView.items(host.at("SecurityOpt"))) {
                String text = JsonView.text(option);
                confined |= Unsaid.confines(text);
                // One that says no would come after ours, and win.
                if (!text.startsWith("no-new-privileges") || Unsaid.confines(text)) {
                    options.add(option);
                }
            }
            if (!confined) {
                options.add(new Json.Text("no-new-privileges"));
                host.set("SecurityOpt", new Json.Array(options), "no-new-privileges set");
            }
        }
        if (hardening.drops() && !dropsAll(host.at("CapDrop"))) {
            host.set("CapDrop", new Json.Array(List.of(new Json.Text("ALL"))), "all capabilities dropped");
        }
        if (hardening.readOnly() && !JsonView.isTrue(host.at("ReadonlyRootfs"))) {
            host.set("ReadonlyRootfs", YES, "ReadonlyRootfs set");
        }
    }

    static boolean dropsAll(Json names) {
        return JsonView.texts(names).stream()
                .anyMatch(name -> name.toUpperCase(Locale.ROOT).equals("ALL"));
    }

    private void amounts(JsonEdit host) {
        if (hardening.memory() > 0) {
            host.cap("Memory", hardening.memory(), "Memory");
            long swap = JsonView.number(host.at("MemorySwap"));
            if (swap < 0 || swap > 2 * hardening.memory()) {
                // What the engine would take for nothing said.
                host.set("MemorySwap", new Json.Numeral("0"), "MemorySwap set to twice the memory");
            }
        }
        if (hardening.pids() > 0) {
            host.cap("PidsLimit", hardening.pids(), "PidsLimit");
        }
        if (hardening.cpus() > 0 && JsonView.isNothing(host.at("CpuQuota"))) {
            host.cap("NanoCpus", hardening.cpus(), "NanoCpus");
        }
    }

    private void rest(JsonEdit host) {
        if (!hardening.runtime().isEmpty() && !JsonView.text(host.at("Runtime")).equals(hardening.runtime())) {
            host.set("Runtime", new Json.Text(hardening.runtime()), "Runtime set to " + hardening.runtime());
        }
        String network = JsonView.text(host.at("NetworkMode"));
        if (!hardening.network().isEmpty() && (network.isEmpty() || network.equals("default"))) {
            host.set("NetworkMode", new Json.Text(hardening.network()), "NetworkMode set to " + hardening.network());
        }
        if (!hardening.dns().isEmpty() && JsonView.items(host.at("Dns")).isEmpty()) {
            List<Json> servers = new ArrayList<>();
            hardening.dns().forEach(server -> servers.add(new Json.Text(server)));
            host.set("Dns", new Json.Array(servers), "Dns set");
        }
        if (hardening.init() && !JsonView.isTrue(host.at("Init"))) {
            host.set("Init", YES, "Init set");
        }
        if (!hardening.logOptions().isEmpty()) {
            JsonEdit log = host.part("LogConfig");
            JsonEdit options = log.part("Config");
            hardening.logOptions().forEach((name, value) -> {
                if (JsonView.isNothing(options.at(name))) {
                    options.set(name, new Json.Text(value), "log option " + name + " set");
                }
            });
            log.put("Config", options.json());
            host.put("LogConfig", log.json());
        }
    }
}
