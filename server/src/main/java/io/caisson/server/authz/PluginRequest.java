package io.caisson.server.authz;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an engine tells a plugin of one request. It is not the request: of fields that come several times it has the
 * last while the engine reads the first, a body is there only where it is JSON and shorter than 1 MiB, and a chunked
 * body that is not handed over leaves no trace.
 */
final class PluginRequest {
    private static final String LENGTH = "content-length";
    private static final String TYPE = "content-type";

    private final JsonPath json;
    private final byte[] body;
    private final Map<String, String> headers = new TreeMap<>();

    private PluginRequest(JsonPath json, byte[] body) {
        this.json = json;
        this.body = body;
        json.texts("RequestHeaders").forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException where the body is not what an engine sends
     */
    static PluginRequest of(Json json) {
        JsonPath path = new JsonPath(json);
        return new PluginRequest(path, Base64.getDecoder().decode(path.text("RequestBody")));
    }

    String method() {
        return json.text("RequestMethod");
    }

    String target() {
        return json.text("RequestUri");
    }

    /** The common name of the caller's certificate, where the engine asked for one. */
    String user() {
        return json.text("User");
    }

    /** The caller's own certificate as PEM, where the engine asked for one. */
    Optional<String> certificate() {
        List<String> chain = json.list("RequestPeerCertificates");
        return chain.stream()
                .findFirst()
                .map(first -> first.startsWith("-----")
                        ? first
                        : new String(Base64.getDecoder().decode(first), StandardCharsets.US_ASCII));
    }

    /** A field's value, empty where there is none. */
    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    byte[] body() {
        return body;
    }

    /**
     * Whether what was handed over is all that there is. Without a length and without a type there may still be a body,
     * but none that an engine reads where the operation has no body of its own.
     */
    boolean bodyIsWhole(boolean operationHasBody) {
        boolean withoutBody = method().equals("GET") || method().equals("HEAD") || method().equals("DELETE");
        return body.length > 0
                || withoutBody
                || header(LENGTH).equals("0")
                || !operationHasBody && header(LENGTH).isEmpty() && !headers.containsKey(TYPE);
    }

    /** The head in the form of HTTP, to be read as every other; what has no place in a head makes it malformed. */
    byte[] head() {
        StringBuilder out = new StringBuilder();
        out.append(method()).append(' ').append(target()).append(" HTTP/1.1\r\nHost: engine\r\n");
        headers.forEach((name, value) -> {
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || name.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a field that is several lines");
            }
            if (!name.equals("host") && !name.equals(LENGTH) && !name.equals("transfer-encoding")) {
                out.append(name).append(": ").append(value).append("\r\n");
            }
        });
        if (body.length > 0) {
            out.append("Content-Length: ").append(body.length).append("\r\n");
        } else if (!bodyIsWhole(false)) {
            // Nobody knows how long it is: it counts as one that is there.
            out.append("Transfer-Encoding: chunked\r\n");
        }
        if (out.chars().anyMatch(c -> c > 0xff) || target().indexOf('\n') >= 0 || method().indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a head with characters that no head has");
        }
        return out.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
