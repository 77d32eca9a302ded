package io.caisson.server.proxy;

import io.caisson.core.inspect.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a path of the host really leads, read from where its file system is visible. Links are followed as the host
 * would, from its own root, and not from where it is mounted.
 */
final class HostFiles {
    /** Most links of one path; the kernel's own bound. */
    private static final int LINKS_MAX = 40;
    /** Most segments that are looked at, those of links included. */
    private static final int SEGMENTS_MAX = 1_000;

    private HostFiles() {}

    /**
     * The path that is meant in the end, as JSON text; empty where that cannot be told.
     *
     * @param anchor a folder that must be visible, so that what is missing below it is known to be missing; or empty
     */
    static Optional<Json> real(String root, String path, String anchor) {
        try {
            if (!Files.isDirectory(Path.of(root + anchor))) {
                return Optional.empty();
            }
            return resolve(Path.of(root), path).map(Json.Text::new);
        } catch (IOException | InvalidPathException untold) {
            return Optional.empty();
        }
    }

    private static Optional<String> resolve(Path root, String path) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(List.of(path.split("/", -1)));
        List<String> behind = new ArrayList<>();
        int links = 0;
        for (int segments = 0; !ahead.isEmpty(); segments++) {
            String segment = ahead.pop();
            if (segments > SEGMENTS_MAX || links > LINKS_MAX) {
                return Optional.empty();
            }
            if (segment.equals("..") && !behind.isEmpty()) {
                behind.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                behind.add(segment);
                Path here = root.resolve(String.join("/", behind));
                if (Files.isSymbolicLink(here)) {
                    links++;
                    behind.removeLast();
                    follow(Files.readSymbolicLink(here).toString(), behind, ahead);
                }
            }
        }
        return Optional.of("/" + String.join("/", behind));
    }

    private static void follow(String target, List<String> behind, Deque<String> ahead) {
        if (target.startsWith("/")) {
            behind.clear();
        }
        List<String> further = List.of(target.split("/", -1));
        for (int i = further.size() - 1; i >= 0; i--) {
            ahead.push(further.get(i));
        }
    }
}
