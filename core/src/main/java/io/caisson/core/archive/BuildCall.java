package io.caisson.core.archive;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Query;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarFault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What the query of a build says of its Dockerfile.
 *
 * @param dockerfile its path in the context
 * @param isDefault whether the call names none, so that engines look for it in lower case too
 * @param arguments the build's arguments; those without a value are not among them
 * @param readBySyntax whether the engine lets another program read it that it names
 * @param remote where the context comes from instead of the body; empty for the body
 */
record BuildCall(
        String dockerfile, boolean isDefault, Map<String, String> arguments, boolean readBySyntax, String remote) {
    private static final String BUILDKIT = "2";

    BuildCall {
        arguments = Map.copyOf(arguments);
    }

    boolean isDockerfile(String name) {
        return name.equals(dockerfile) || isDefault && name.equals("dockerfile");
    }

    /** What a call says. */
    static BuildCall of(Call call) throws TarFault {
        Query query = call.query();
        String named = query.value("dockerfile").orElse("");
        String path = named;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        boolean plain = !path.startsWith("/")
                && !path.startsWith("[")
                && !path.endsWith(".in")
                && !("/" + path + "/").contains("/../")
                && !("/" + path + "/").contains("/./")
                && !("/" + path).contains("//")
                && !path.endsWith("/");
        if (!named.isEmpty() && (!plain || path.isEmpty())) {
            throw new TarFault(
                    Reason.PARAMETER_MALFORMED,
                    "`dockerfile` is no plain path",
                    "`dockerfile=" + named + "` is no plain path in the build context");
        }
        boolean isDefault = path.isEmpty() || path.equals(BuildJudge.DEFAULT_NAME);
        return new BuildCall(
                isDefault ? BuildJudge.DEFAULT_NAME : path,
                isDefault,
                arguments(query.value("buildargs").orElse("")),
                query.value("version").orElse("").equals(BUILDKIT),
                query.value("remote").orElse(""));
    }

    private static Map<String, String> arguments(String json) throws TarFault {
        Map<String, String> arguments = new HashMap<>();
        if (json.isEmpty()) {
            return arguments;
        }
        Read<Json> read = StrictJson.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
        if (!(read instanceof Read.Value<Json>(Json value))
                || !(value instanceof Json.Members(Map<String, Json> members))) {
            throw new TarFault(Reason.PARAMETER_MALFORMED, "`buildargs` is no JSON object");
        }
        for (Map.Entry<String, Json> member : members.entrySet()) {
            if (member.getValue() instanceof Json.Text(String text)) {
                arguments.put(member.getKey(), text);
            } else if (!(member.getValue() instanceof Json.Null)) {
                throw new TarFault(Reason.PARAMETER_MALFORMED, "`buildargs` has a value that is no text");
            }
        }
        return arguments;
    }
}
