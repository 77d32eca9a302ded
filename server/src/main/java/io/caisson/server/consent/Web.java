package io.caisson.server.consent;

import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.JsonPath;
import io.caisson.core.inspect.JsonWriter;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Asks an HTTP server in JSON, and reads its answer by the strict reader. */
final class Web {
    private static final JsonLimits ANSWER = new JsonLimits(1 << 20, 32, 16_384, 64);

    private Web() {}

    /**
     * Asks.
     *
     * @param patience longest time to connect, and longest silence after that
     * @throws IOException when there is no answer with status 200 in JSON
     */
    static JsonPath post(String url, Json question, Duration patience) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        int millis = Math.toIntExact(patience.toMillis());
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        byte[] body = JsonWriter.write(question);
        connection.setFixedLengthStreamingMode(body.length);
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("it answered " + status);
            }
            try (InputStream in = connection.getInputStream()) {
                return json(in.readNBytes(ANSWER.bytesMax() + 1));
            }
        } finally {
            connection.disconnect();
        }
    }

    static JsonPath json(byte[] text) throws IOException {
        if (StrictJson.read(text, ANSWER) instanceof Read.Value<Json>(Json json)) {
            return new JsonPath(json);
        }
        throw new IOException("its answer is no JSON that can be read in one way");
    }
}
