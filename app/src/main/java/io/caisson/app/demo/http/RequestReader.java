package io.caisson.app.demo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads request heads from one connection. */
final class RequestReader {
    private final WireInput input;
    private final OutputStream output;

    RequestReader(WireInput input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    /** The next request, or null when the client has ended the connection. */
    @Nullable
    Request next() throws IOException {
        String line = input.readLine(Bounds.HEAD_BYTES_MAX);
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequest(400, "no request line");
        }
        boolean http11 = !parts[2].equals("HTTP/1.0");
        Map<String, String> headers = headers(Bounds.HEAD_BYTES_MAX - line.length());
        if (http11 && !headers.containsKey("host")) {
            throw new BadRequest(400, "missing required Host header");
        }
        String target = originForm(parts[1]);
        int question = target.indexOf('?');
        String rawQuery = question < 0 ? "" : target.substring(question + 1);
        String path = Percent.decode(question < 0 ? target : target.substring(0, question), false);
        if (path == null) {
            throw new BadRequest(400, "bad escape");
        }
        return new Request(
                parts[0],
                path,
                rawQuery,
                Query.parse(rawQuery),
                headers,
                http11,
                keepAlive(http11, headers.getOrDefault("connection", "")),
                body(http11, headers));
    }

    private Map<String, String> headers(int bytesLeft) throws IOException {
        Map<String, String> headers = new HashMap<>();
        int left = bytesLeft;
        for (int count = 0; ; count++) {
            String line = input.readLine(Math.max(left, 1));
            if (line == null) {
                throw new BadRequest(400, "head cut off");
            }
            if (line.isEmpty()) {
                return headers;
            }
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t' || line.charAt(colon - 1) == ' ') {
                throw new BadRequest(400, "bad header");
            }
            if (count >= Bounds.HEADERS_MAX || left <= 0) {
                throw new BadRequest(431, "head too large");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            String earlier = headers.putIfAbsent(name, value);
            if (earlier != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw new BadRequest(400, "two framings");
            }
        }
    }

    /** The path and query of a target that may name a scheme and a host too. */
    private static String originForm(String target) throws BadRequest {
        if (target.startsWith("/")) {
            return target;
        }
        int authority = target.indexOf("://");
        if (authority < 0) {
            throw new BadRequest(400, "bad target");
        }
        int path = target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    private static boolean keepAlive(boolean http11, String connection) {
        String option = connection.toLowerCase(Locale.ROOT);
        return http11 ? !option.contains("close") : option.contains("keep-alive");
    }

    private RequestBody body(boolean http11, Map<String, String> headers) throws BadRequest {
        boolean expects = headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue");
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        if (coding != null && http11) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new BadRequest(501, "Unsupported transfer encoding");
            }
            if (length != null) {
                throw new BadRequest(400, "two framings");
            }
            return RequestBody.ofChunks(input, output, expects);
        }
        long bytes = 0;
        if (length != null) {
            try {
                bytes = Long.parseLong(length);
            } catch (NumberFormatException malformed) {
                bytes = -1;
            }
            if (bytes < 0 || length.startsWith("+")) {
                throw new BadRequest(400, "bad Content-Length");
            }
        }
        return RequestBody.ofLength(input, output, bytes, expects);
    }
}
