package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.EngineObject;
import io.caisson.core.workload.WorkloadPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the engine for the objects that a workload takes in, one {@link TargetFetch} after the other. */
final class ObjectSearch {
    private static final String CONTAINERS = "/containers/{id}";
    /** What a byte of an answer takes at most as a value in memory, roughly. */
    private static final int MEMORY_PER_BYTE = 4;

    private final Exchange exchange;
    private final Map<EngineObject, Optional<Json>> known = new HashMap<>();
    private @Nullable EngineObject asked;
    private @Nullable TargetFetch fetch;
    private boolean linkFree = true;
    private @Nullable Reason failure;
    private int held;

    ObjectSearch(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What the engine has said so far. */
    Map<EngineObject, Optional<Json>> known() {
        return known;
    }

    /** Whether an answer is being waited for. */
    boolean isAsking() {
        return fetch != null && failure == null;
    }

    /** Why nothing can be said of an object, or null. */
    @Nullable
    Reason failure() {
        return failure;
    }

    /** Sends the question for an object; the engine's side may fail before this returns. */
    void ask(Call call, EngineObject object, Optional<WorkloadPolicy> policy) {
        if (known.containsKey(object)) {
            throw new IllegalStateException("asked twice for " + object.kind());
        }
        if (object.kind() == EngineObject.Kind.HOST_PATH) {
            known.put(object, policy.flatMap(said -> real(said, object.name())));
            return;
        }
        asked = object;
        linkFree = false;
        byte[] target = object.request(call.versionPrefix()).getBytes(StandardCharsets.ISO_8859_1);
        TargetFetch next = new TargetFetch(exchange, target);
        fetch = next;
        settle(next, next.start());
    }

    private static Optional<Json> real(WorkloadPolicy policy, String path) {
        return HostFiles.real(policy.hostFiles(), path, policy.anchor(path));
    }

    void fromEngine(ByteBuffer buffer) {
        TargetFetch current = fetch;
        if (current != null) {
            settle(current, current.fromEngine(buffer));
        }
    }

    void engineEnded() {
        TargetFetch current = fetch;
        if (current != null) {
            settle(current, current.engineEnded());
        }
    }

    private void settle(TargetFetch current, @Nullable Reason bad) {
        if (bad != null) {
            failure = bad;
        } else if (current.isOver()) {
            int status = current.status();
            byte[] body = current.body();
            linkFree = current.linkReusable();
            current.release();
            fetch = null;
            EngineLink link = exchange.link;
            if (!linkFree) {
                exchange.closeLink();
            } else if (link != null) {
                link.clearDeadline();
            }
            answered(status, body);
        }
    }

    private void answered(int status, byte[] body) {
        EngineObject object = asked;
        if (object == null) {
            return;
        }
        if (!hold(body.length)) {
            failure = Reason.OVERLOADED;
        } else if (status == 404) {
            known.put(object, Optional.empty());
        } else if (status == 200
                && StrictJson.read(body, JsonLimits.ANSWER) instanceof Read.Value<Json>(Json json)
                && json instanceof Json.Members) {
            known.put(object, Optional.of(json));
        } else {
            failure = Reason.TARGET_LOOKUP_FAILED;
        }
    }

    /** Counts what an answer takes while it is kept. */
    private boolean hold(int bytes) {
        try {
            exchange.session.hold(bytes * MEMORY_PER_BYTE);
            held += bytes * MEMORY_PER_BYTE;
            return true;
        } catch (OverloadedException noRoom) {
            return false;
        }
    }

    /** Makes a call for something in a container mean the very container that was judged, whatever is renamed. */
    void pin(Call call) {
        if (!call.operation().path().startsWith(CONTAINERS)) {
            return;
        }
        Optional<Json> container =
                known.getOrDefault(new EngineObject(EngineObject.Kind.CONTAINER, call.argument(0)), Optional.empty());
        if (container.isPresent()
                && container.get() instanceof Json.Members(Map<String, Json> members)
                && members.get("Id") instanceof Json.Text(String id)
                && id.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')
                && !id.isEmpty()) {
            call.pinArgument(id);
        }
    }

    /** Whether the engine's connection is between two answers. */
    boolean leavesLinkFree() {
        return linkFree;
    }

    /** Lets go of what is held. */
    void leave() {
        exchange.session.release(held);
        held = 0;
        TargetFetch current = fetch;
        if (current != null) {
            current.release();
            fetch = null;
        }
    }
}
