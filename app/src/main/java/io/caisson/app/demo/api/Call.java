package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.http.Query;
import io.caisson.app.demo.http.Reply;
import io.caisson.app.demo.http.Request;
import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.app.json.MalformedJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request for an operation.
 *
 * @param argument what stands in the path for the object, empty where an operation has none
 * @param version of the path, or the newest
 */
record Call(Request request, Reply reply, String argument, ApiVersion version) {
    private static final int DOCUMENT_BYTES_MAX = 1 << 20;

    Query query() {
        return request.query();
    }

    /** The document in the body; empty when there is no body. */
    JsonObject document() throws IOException {
        if (request.body().ended()) {
            return new JsonObject();
        }
        String type = request.header("Content-Type");
        String media = type.indexOf(';') < 0 ? type : type.substring(0, type.indexOf(';'));
        byte[] body = request.body().readAll(DOCUMENT_BYTES_MAX);
        if (body.length == 0) {
            return new JsonObject();
        }
        if (!media.strip().equalsIgnoreCase(Reply.JSON)) {
            throw ApiFault.badRequest("unsupported Content-Type header (" + type + "): must be 'application/json'");
        }
        return read(body);
    }

    /** The document in the body, which must be there. */
    JsonObject requiredDocument() throws IOException {
        return request.body().ended() ? read(new byte[0]) : document();
    }

    private static JsonObject read(byte[] body) {
        try {
            return Json.readObject(body);
        } catch (MalformedJson malformed) {
            throw ApiFault.badRequest(String.valueOf(malformed.getMessage()));
        }
    }

    /** A whole number in the query, or null. */
    @Nullable
    Integer number(String name) {
        String text = query().text(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException malformed) {
            throw ApiFault.internal("strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
    }

    /** Whether the client asks for the connection to be upgraded. */
    boolean upgrade() {
        return !request.header("Upgrade").isEmpty();
    }
}
