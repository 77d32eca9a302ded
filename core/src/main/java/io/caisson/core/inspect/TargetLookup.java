package io.caisson.core.inspect;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Octets;
import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How to find the object that a call is about: which requests to the engine answer with it, how their answers are read,
 * and how the call is made to mean this very object and no other. One lookup serves one call and at most
 * {@link #REQUESTS_MAX} requests.
 */
public final class TargetLookup {
    /** Most requests that one lookup sends: one for an exec, and one for its container. */
    public static final int REQUESTS_MAX = 2;

    /** The query parameter that names the container of a commit. */
    private static final String CONTAINER = "container";

    private final Operation operation;
    private final Target.Kind kind;
    private final String root;
    private final String version;
    private final String reference;
    private boolean viaExec;
    private String id;

    private TargetLookup(Operation operation, Target.Kind kind, Call call, String reference) {
        this.operation = operation;
        this.kind = kind;
        this.version = call.versionPrefix();
        this.root = operation.tag().libpod() ? "/libpod" : "";
        this.reference = reference;
        this.viaExec = TargetKinds.isExec(operation);
        this.id = reference;
    }

    /** Whether calls of an operation are about one object that can be looked up. */
    public static boolean has(Operation operation) {
        return TargetKinds.of(operation).isPresent();
    }

    /** Of which kind the object is that an operation is about; empty where it is not about one. */
    public static Optional<Target.Kind> kindOf(Operation operation) {
        return TargetKinds.of(operation);
    }

    /** How to find the object of a call; empty where its operation is not about one, or the call does not name it. */
    public static Optional<TargetLookup> of(Call call) {
        Operation operation = call.operation();
        Optional<Target.Kind> kind = TargetKinds.of(operation);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> reference = TargetKinds.isCommit(operation)
                ? call.query().value(CONTAINER).map(TargetLookup::withoutSlash)
                : Optional.of(call.argument(0));
        return reference
                .filter(name -> !name.isEmpty())
                .map(name -> new TargetLookup(operation, kind.get(), call, name));
    }

    /** What the object is. */
    public Target.Kind kind() {
        return kind;
    }

    /** The engine takes names of containers in a query with their leading slash too. */
    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** The request target, in canonical percent-encoding, of the GET to send now. */
    public String request() {
        ByteWriter path = new ByteWriter(128);
        path.ascii(version).ascii(root);
        path.ascii(viaExec ? "/exec/" : TargetKinds.collection(kind));
        for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
            if (Octets.isUnreserved(octet) || octet == ':' || octet == '@' || octet == '/') {
                path.put(octet);
            } else {
                path.percent(octet);
            }
        }
        return path.ascii(viaExec || TargetKinds.endsInJson(kind, !root.isEmpty()) ? "/json" : "")
                .toString();
    }

    /**
     * Reads the engine's answer with status 200 to {@link #request}.
     *
     * @return the object, or empty when the next {@link #request}, which is another one now, has to be sent
     */
    public Read<Optional<Target>> answer(byte[] body) {
        Read<Json> read = StrictJson.read(body, JsonLimits.ANSWER);
        if (read instanceof Read.Refused<Json>(Reason reason, String detail)) {
            return new Read.Refused<>(Reason.TARGET_LOOKUP_FAILED, "the engine's answer: " + detail);
        }
        JsonPath json = new JsonPath(((Read.Value<Json>) read).value());
        if (viaExec) {
            viaExec = false;
            id = json.text("ContainerID");
            return id.isEmpty() ? missing() : new Read.Value<>(Optional.empty());
        }
        Target target = TargetReader.read(kind, json, reference);
        return target.id().isEmpty() ? missing() : new Read.Value<>(Optional.of(target));
    }

    private static Read<Optional<Target>> missing() {
        return new Read.Refused<>(Reason.TARGET_LOOKUP_FAILED, "the engine's answer names no object");
    }

    /**
     * Makes the call mean the object that was found, whatever is renamed meanwhile. Where the name itself is what the
     * call is about, as in deleting or pushing an image by its tag, it stays.
     */
    public void pin(Call call, Target target) {
        if (TargetKinds.isCommit(operation)) {
            call.pinParameter(CONTAINER, target.id());
        } else if (TargetKinds.isPinned(operation, kind)) {
            call.pinArgument(target.id());
        }
    }
}
