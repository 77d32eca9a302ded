package io.caisson.app.demo.http;

import java.util.Locale;
import java.util.Map;

/**
 * One request.
 *
 * @param path decoded once, without the query
 * @param rawQuery the query as it came, without the question mark
 * @param headers by lower-case name; of a repeated one the first
 * @param keepAlive whether the client wants the connection kept
 */
public record Request(
        String method,
        String path,
        String rawQuery,
        Query query,
        Map<String, String> headers,
        boolean http11,
        boolean keepAlive,
        RequestBody body) {
    public Request {
        headers = Map.copyOf(headers);
    }

    /** A header's value, or the empty string. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
