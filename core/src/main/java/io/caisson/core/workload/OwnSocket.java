package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.Target;
import io.caisson.core.workload.Hardening.JsonEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A socket of our own that containers get where they ask for the engine's, and whose everything is that is made with
 * it.
 *
 * @param path of the socket, the same for us and for the engine; empty where there is none
 * @param policy that calls through it are judged by; empty where there is none
 * @param owner whose all new objects are; empty for nobody's
 * @param confined whether only that owner's objects are seen and touched
 */
public record OwnSocket(String path, String policy, String owner, boolean confined) {
    /** None, and nobody's. */
    public static final OwnSocket NONE = new OwnSocket("", "", "", false);

    /** The same for calls that come through the socket: they see nothing of others. */
    public OwnSocket inside() {
        return new OwnSocket(path, policy, owner, true);
    }

    /** Whether containers get it for the engine's. */
    public boolean isOpen() {
        return !path.isEmpty();
    }

    /**
     * A body with the engine's socket replaced and the owner's label set.
     *
     * @param sockets whether a path of the host is an engine's socket itself
     */
    Json apply(Operation operation, Json body, Predicate<String> sockets) {
        if (owner.isEmpty() || !(body instanceof Json.Members)) {
            return body;
        }
        return switch (operation) {
            case ContainerCreate -> {
                JsonEdit edit = labelled(body);
                if (isOpen()) {
                    JsonEdit host = edit.part("HostConfig");
                    binds(host, sockets);
                    mounts(host, sockets);
                    edit.put("HostConfig", host.json());
                }
                yield edit.json();
            }
            case NetworkCreate, VolumeCreate -> labelled(body).json();
            default -> body;
        };
    }

    private JsonEdit labelled(Json body) {
        JsonEdit edit = new JsonEdit(body);
        JsonEdit labels = edit.part("Labels");
        labels.put(Target.OWNER_LABEL, new Json.Text(owner));
        edit.put("Labels", labels.json());
        return edit;
    }

    private void binds(JsonEdit host, Predicate<String> sockets) {
        List<Json> binds = new ArrayList<>();
        for (Json bind : JsonView.items(host.at("Binds"))) {
            String text = JsonView.text(bind);
            int colon = text.indexOf(':');
            boolean socket =
                    colon > 0 && text.startsWith("/") && sockets.test(HostPaths.clean(text.substring(0, colon)));
            binds.add(socket ? new Json.Text(path + text.substring(colon)) : bind);
        }
        if (!binds.isEmpty()) {
            host.put("Binds", new Json.Array(binds));
        }
    }

    private void mounts(JsonEdit host, Predicate<String> sockets) {
        List<Json> mounts = new ArrayList<>();
        for (Json mount : JsonView.items(host.at("Mounts"))) {
            String source = JsonView.text(JsonView.at(mount, "Source"));
            boolean socket = JsonView.text(JsonView.at(mount, "Type")).equals("bind")
                    && source.startsWith("/")
                    && sockets.test(HostPaths.clean(source));
            if (socket) {
                JsonEdit edit = new JsonEdit(mount);
                edit.put("Source", new Json.Text(path));
                mounts.add(edit.json());
            } else {
                mounts.add(mount);
            }
        }
        if (!mounts.isEmpty()) {
            host.put("Mounts", new Json.Array(mounts));
        }
    }
}
