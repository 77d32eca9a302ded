package io.caisson.app.tool.request;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.ImageReference;
import io.caisson.core.inspect.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request in a file: {@code call}, and if need be {@code principal}, {@code headers}, {@code body} and
 * {@code objects}. Cases have the same fields and what is expected.
 */
public final class RequestFile {
    /** The fields that make the request. */
    public static final List<String> FIELDS = List.of("call", "principal", "headers", "body", "objects");

    private static final List<String> OBJECT_FIELDS = List.of("id", "name", "labels", "image", "state");

    private RequestFile() {}

    /**
     * The request that the fields describe; where something is wrong the problems say so, and the result means nothing.
     */
    public static Request read(Fields fields, List<Problem> problems) {
        String call = fields.required("call").strip();
        int space = call.indexOf(' ');
        if (space < 0 && !call.isEmpty()) {
            fields.problem(
                    fields.position(), "`" + call + "` is no call", "write it as `POST /containers/web/restart`");
        }
        String method = space < 0 ? call : call.substring(0, space);
        String target = space < 0 ? "" : call.substring(space + 1).strip();
        Request request = new Request(
                method,
                target,
                headers(fields),
                "",
                true,
                fields.node("principal").map(node -> principal(node, problems)).orElse(Request.SOMEBODY),
                Optional.empty());
        Request whole =
                fields.node("body").map(RequestFile::body).map(request::with).orElse(request);
        return whole.with(fields.node("objects")
                .map(node -> objects(node, problems))
                .orElse(new EngineObjects(List.of(), Map.of())));
    }

    private static List<String> headers(Fields fields) {
        return fields.textMap("headers").entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .toList();
    }

    /** A text is the body as it is; anything else is written as JSON. */
    private static byte[] body(Node node) {
        StringBuilder json = new StringBuilder();
        if (node instanceof Node.Scalar(String text, boolean quoted, var at, var lines)
                && (quoted || text.strip().startsWith("{") || text.strip().startsWith("["))) {
            json.append(text);
        } else {
            NodeJson.write(node, json);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A mapping with listener and address, or the address alone. */
    private static Principal principal(Node node, List<Problem> problems) {
        if (node instanceof Node.Scalar address) {
            return new Principal(Request.SOMEBODY.listener(), address.text());
        }
        Fields fields = new Fields(node, List.of("listener", "address"), problems);
        String listener = fields.text("listener");
        String address = fields.text("address");
        return new Principal(
                listener.isEmpty() ? Request.SOMEBODY.listener() : listener,
                address.isEmpty() ? Request.SOMEBODY.address() : address);
    }

    private static EngineObjects objects(Node node, List<Problem> problems) {
        List<Target> targets = new ArrayList<>();
        Map<String, String> execs = new LinkedHashMap<>();
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        List<String> kinds = new ArrayList<>();
        for (Target.Kind kind : Target.Kind.values()) {
            kinds.add(kind.code());
        }
        kinds.add("exec");
        for (Node item : items) {
            Fields fields = new Fields(item, kinds, problems);
            for (Target.Kind kind : Target.Kind.values()) {
                fields.node(kind.code()).ifPresent(each -> targets.add(target(kind, each, problems)));
            }
            fields.node("exec").ifPresent(each -> {
                Fields exec = new Fields(each, List.of("id", "container"), problems);
                execs.put(exec.required("id"), exec.required("container"));
            });
        }
        return new EngineObjects(targets, execs);
    }

    private static Target target(Target.Kind kind, Node node, List<Problem> problems) {
        Fields fields = new Fields(node, OBJECT_FIELDS, problems);
        String written = fields.text("name");
        // As the engine's answers are read: names of containers without their slash, those of images in full.
        String name = kind == Target.Kind.IMAGE
                ? ImageReference.inFull(written)
                : written.startsWith("/") ? written.substring(1) : written;
        String id = fields.text("id");
        return Target.of(
                kind,
                id.isEmpty() ? name : id,
                name,
                fields.textMap("labels"),
                kind == Target.Kind.IMAGE ? name : fields.text("image"),
                fields.text("state"));
    }
}
