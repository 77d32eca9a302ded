package io.caisson.app.tool.audit;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.app.json.MalformedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the lines of an audit file one by one, however long the file is. Lines that are no records of exchanges are
 * counted and left out: a log driver's own words, a line cut in two.
 */
public final class AuditFile {
    /** Longer than any line that is written: 16 KiB of target in which every byte is escaped, and the rest. */
    private static final int LINE_CHARACTERS_MAX = 256 << 10;

    private final Path file;
    private long foreign;

    /** @param file the file, or {@code -} for standard input */
    public AuditFile(Path file) {
        this.file = file;
    }

    /** Hands over every record, in order. */
    public void forEach(Consumer<AuditRecord> records) throws IOException {
        foreign = 0;
        try (Reader reader = open()) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    take(line, records);
                } else if (line.length() <= LINE_CHARACTERS_MAX) {
                    line.append((char) c);
                }
            }
            take(line, records);
        }
    }

    /** The record of one exchange; the last one where a file holds it twice. */
    public Optional<AuditRecord> find(String exchange) throws IOException {
        AuditRecord[] found = new AuditRecord[1];
        forEach(each -> {
            if (each.exchange().equals(exchange)) {
                found[0] = each;
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** How many lines of the last run were no records. */
    public long foreign() {
        return foreign;
    }

    private Reader open() throws IOException {
        InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
        // Not strict: one foreign line must not hide the others.
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private void take(StringBuilder line, Consumer<AuditRecord> records) {
        String text = line.toString().strip();
        line.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        try {
            JsonObject object = text.length() > LINE_CHARACTERS_MAX ? new JsonObject() : read(text);
            if (object.text("exchange").isEmpty()) {
                foreign++;
            } else {
                records.accept(AuditRecord.of(object));
            }
        } catch (MalformedJson noRecord) {
            foreign++;
        }
    }

    /** The line's object: behind what Compose puts in front, or inside what the engine's own log files put around. */
    private static JsonObject read(String text) throws MalformedJson {
        int start = text.indexOf('{');
        String json = start < 0 ? text : text.substring(start);
        JsonObject object = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
        String inner = object.text("log");
        return inner.isEmpty() ? object : Json.readObject(inner.getBytes(StandardCharsets.UTF_8));
    }
}
