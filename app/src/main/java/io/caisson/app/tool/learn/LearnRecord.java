package io.caisson.app.tool.learn;

import io.caisson.app.json.Json;
import io.caisson.app.json.JsonObject;
import io.caisson.app.json.MalformedJson;
import io.caisson.app.tool.audit.AuditFile;
import io.caisson.core.inspect.Target;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was seen, over any number of runs. Kept as JSON lines: one that says what the file is, one for each
 * call. Thread-safe, because every event loop adds to it.
 */
public final class LearnRecord {
    /** More different calls than a client makes that a policy can be made for. */
    public static final int CALLS_MAX = 50_000;

    private static final String KIND = "caisson_learn";
    private static final long FORMAT = 1;

    private final Map<Seen, Times> calls = new LinkedHashMap<>();
    private long runs;
    private long left;

    /** Adds a call; answers whether it is new. */
    public synchronized boolean add(Seen seen, Times times) {
        Times known = calls.get(seen);
        if (known == null && calls.size() == CALLS_MAX) {
            left++;
            return false;
        }
        calls.put(seen, known == null ? times : known.and(times));
        return known == null;
    }

    /** What was seen, in the order in which it was seen first. */
    public synchronized Map<Seen, Times> calls() {
        return new LinkedHashMap<>(calls);
    }

    /** How many runs went into it. */
    public synchronized long runs() {
        return runs;
    }

    /** How many calls found no room. */
    public synchronized long left() {
        return left;
    }

    /** Another run begins. */
    public synchronized void begin() {
        runs++;
    }

    /** Adds what a file holds: a record of earlier runs, or an audit file, which has neither bodies nor objects. */
    public void addFile(Path file) throws IOException {
        if (isRecord(file)) {
            readRecord(file);
            return;
        }
        begin();
        new AuditFile(file).forEach(past -> {
            if (past.operation().isPresent() && past.allowed()) {
                Seen seen = new Seen(
                        Seen.Facts.UNKNOWN,
                        past.listener(),
                        past.clientHost(),
                        past.method(),
                        past.target(),
                        "",
                        Optional.empty());
                add(seen, new Times(1, past.time(), past.time()));
            }
        });
    }

    /** Writes everything, in one step: whoever reads the file finds the old one or the new one. */
    public synchronized void write(Path file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(
                Json.write(new JsonObject().put(KIND, FORMAT).put("runs", runs).put("left", left)));
        calls.forEach((seen, times) -> text.writeBytes(Json.write(json(seen, times))));
        Path absolute = file.toAbsolutePath();
        Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        // Commands and labels of clients are in it.
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, text.toByteArray());
        Files.move(fresh, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isRecord(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            return false;
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            return line != null && line.startsWith("{\"" + KIND + "\":");
        }
    }

    private void readRecord(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                JsonObject object = Json.readObject(line.getBytes(StandardCharsets.UTF_8));
                if (number == 1) {
                    if (object.number(KIND) != FORMAT) {
                        throw new IOException("`" + file + "` is a record in format " + object.number(KIND)
                                + ", which another version wrote; this one reads " + FORMAT);
                    }
                    runs += object.number("runs");
                    left += object.number("left");
                } else {
                    add(seen(object), new Times(object.number("count"), object.text("first"), object.text("last")));
                }
            }
        } catch (MalformedJson malformed) {
            throw new IOException("`" + file + "` is no whole record: " + malformed.getMessage(), malformed);
        }
    }

    private static JsonObject json(Seen seen, Times times) {
        JsonObject object = new JsonObject()
                .put("facts", seen.facts().name().toLowerCase(Locale.ROOT))
                .put("listener", seen.listener())
                .put("client", seen.client())
                .put("method", seen.method())
                .put("target", seen.target());
        if (!seen.body().isEmpty()) {
            object.put("body", seen.body());
        }
        seen.object()
                .ifPresent(target -> object.put(
                        "object",
                        new JsonObject()
                                .put("kind", target.kind().code())
                                .put("id", target.id())
                                .put("name", target.name())
                                .put("labels", target.labels())
                                .put("image", target.image())
                                .put("state", target.state())));
        return object.put("count", times.count()).put("first", times.first()).put("last", times.last());
    }

    private static Seen seen(JsonObject object) {
        Optional<Target> target = Optional.empty();
        if (object.has("object")) {
            JsonObject known = object.object("object");
            target = Optional.of(Target.of(
                    Target.Kind.valueOf(known.text("kind").toUpperCase(Locale.ROOT)),
                    known.text("id"),
                    known.text("name"),
                    known.textMap("labels"),
                    known.text("image"),
                    known.text("state")));
        }
        return new Seen(
                Seen.Facts.valueOf(object.text("facts").toUpperCase(Locale.ROOT)),
                object.text("listener"),
                object.text("client"),
                object.text("method"),
                object.text("target"),
                object.text("body"),
                target);
    }
}
