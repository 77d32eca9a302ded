package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.Target;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Policy;
import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine's object that a call is about, one {@link TargetFetch} after the other, and makes the call mean that
 * very object.
 */
final class TargetSearch {
    private final Exchange exchange;
    private final TargetLookup lookup;
    private @Nullable TargetFetch fetch;
    private boolean linkFree = true;
    private int requests;
    private State state = new State.Open();
    private byte[] answer = {};

    TargetSearch(Exchange exchange, TargetLookup lookup) {
        this.exchange = exchange;
        this.lookup = lookup;
    }

    /** How far it has come. */
    sealed interface State {
        /** The engine is being asked. */
        record Open() implements State {}

        /** The object, as it was a moment ago. */
        record Found(Target target) implements State {}

        /** The engine gave another answer than an object, see {@link #answer}: there is none, most likely. */
        record Answered(int status) implements State {}

        /** Nothing can be said of the object. */
        record Failed(Reason reason, String detail) implements State {}
    }

    State state() {
        return state;
    }

    /** What the engine said instead of describing an object. */
    byte[] answer() {
        return answer;
    }

    /** Sends the next question; the engine's side may fail before this returns. */
    void ask() {
        requests++;
        linkFree = false;
        TargetFetch next = new TargetFetch(exchange, lookup.request().getBytes(StandardCharsets.ISO_8859_1));
        fetch = next;
        settle(next, next.start());
    }

    void fromEngine(ByteBuffer buffer) {
        TargetFetch current = fetch;
        if (current == null) {
            // The answer was whole: whatever this is, nobody asked for it.
            exchange.closeLink();
            return;
        }
        settle(current, current.fromEngine(buffer));
    }

    void engineEnded() {
        TargetFetch current = fetch;
        if (current == null) {
            exchange.closeLink();
            return;
        }
        settle(current, current.engineEnded());
    }

    private void settle(TargetFetch current, @Nullable Reason bad) {
        if (bad != null) {
            state = new State.Failed(bad, "");
        } else if (current.isOver()) {
            int status = current.status();
            byte[] body = current.body();
            linkFree = current.linkReusable();
            current.release();
            fetch = null;
            release();
            answered(status, body);
        }
    }

    private void release() {
        EngineLink link = exchange.link;
        if (!linkFree) {
            exchange.closeLink();
        } else if (link != null) {
            link.clearDeadline();
        }
    }

    private void answered(int status, byte[] body) {
        if (status != 200) {
            answer = body;
            state = new State.Answered(status);
            return;
        }
        Read<Optional<Target>> read = lookup.answer(body);
        if (read instanceof Read.Refused<Optional<Target>>(Reason reason, String detail)) {
            state = new State.Failed(reason, detail);
            return;
        }
        Optional<Target> target = ((Read.Value<Optional<Target>>) read).value();
        if (target.isEmpty() && requests < TargetLookup.REQUESTS_MAX) {
            ask();
        } else if (target.isEmpty() || !isPlain(target.get())) {
            state = new State.Failed(Reason.TARGET_LOOKUP_FAILED, "the engine's answer names no object");
        } else {
            state = new State.Found(target.get());
        }
    }

    /** Whether an id can stand in a path: what an engine says is not trusted to mean nothing there. */
    private static boolean isPlain(Target target) {
        String id = target.id();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || ":_.-".indexOf(c) >= 0;
            if (!plain && target.kind() != Target.Kind.PLUGIN) {
                return false;
            }
        }
        return !id.equals(".") && !id.equals("..");
    }

    /** Makes the call mean the object that was found. */
    void pin(Call call, Target target) {
        lookup.pin(call, target);
    }

    /**
     * Whether a policy lets its clients know which objects there are: it lists or describes all of the kind without a
     * condition. Others must not learn from the difference between two refusals what exists.
     */
    boolean mayBeKnown(Policy policy) {
        if (policy.hidesOthers()) {
            return false;
        }
        Operation[] telling = switch (lookup.kind()) {
            case CONTAINER -> new Operation[] {Operation.ContainerList, Operation.ContainerInspect};
            case IMAGE -> new Operation[] {Operation.ImageList, Operation.ImageInspect};
            case VOLUME -> new Operation[] {Operation.VolumeList, Operation.VolumeInspect};
            case NETWORK -> new Operation[] {Operation.NetworkList, Operation.NetworkInspect};
            case SERVICE -> new Operation[] {Operation.ServiceList, Operation.ServiceInspect};
            case TASK -> new Operation[] {Operation.TaskList, Operation.TaskInspect};
            case NODE -> new Operation[] {Operation.NodeList, Operation.NodeInspect};
            case SECRET -> new Operation[] {Operation.SecretList, Operation.SecretInspect};
            case CONFIG -> new Operation[] {Operation.ConfigList, Operation.ConfigInspect};
            case PLUGIN -> new Operation[] {Operation.PluginList, Operation.PluginInspect};
            case POD -> new Operation[] {Operation.PodListLibpod, Operation.PodInspectLibpod};
        };
        for (Operation operation : telling) {
            if (policy.decide(operation) instanceof Decision.Allow) {
                return true;
            }
        }
        return false;
    }

    /** Whether the engine's connection is between two answers. */
    boolean leavesLinkFree() {
        return linkFree;
    }

    /** Lets go of what is held. */
    void leave() {
        TargetFetch current = fetch;
        if (current != null) {
            current.release();
            fetch = null;
        }
    }
}
