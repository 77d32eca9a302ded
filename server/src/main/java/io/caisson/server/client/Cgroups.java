package io.caisson.server.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The control groups of one process, of version 1, 2 or both: from each hierarchy to the path in it. An engine puts a
 * container's processes into a group whose name holds the container's id; what a container itself makes, another
 * engine's containers too, lies below that. So it is always the first id of a path that counts.
 */
final class Cgroups {
    private static final int ID_DIGITS = 64;

    private final Map<String, String> paths;

    private Cgroups(Map<String, String> paths) {
        this.paths = paths;
    }

    /** Reads those of a process. */
    static Cgroups of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc/" + pid + "/cgroup")));
    }

    /** Reads the lines {@code number:controllers:path}. */
    static Cgroups parse(String text) {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            if (first > 0 && second > 0) {
                paths.put(line.substring(first + 1, second), line.substring(second + 1));
            }
        }
        return new Cgroups(paths);
    }

    /** The container's id, the same in every hierarchy that has one; empty where none has. */
    Optional<String> container() throws IOException {
        Optional<String> id = Optional.empty();
        for (String path : paths.values()) {
            int end = idEnd(path);
            if (end > 0) {
                String found = path.substring(end - ID_DIGITS, end);
                if (id.isPresent() && !id.get().equals(found)) {
                    throw new IOException("its control groups belong to two containers");
                }
                id = Optional.of(found);
            }
        }
        return id;
    }

    /**
     * Whether a process lies in the same container as the one of these groups, which is the container's first. The
     * paths must be the same up to the group that the engine made: the owner of another group can make one below it
     * that has the name of any container.
     */
    boolean contain(Cgroups other) {
        boolean any = false;
        for (Map.Entry<String, String> own : paths.entrySet()) {
            int end = idEnd(own.getValue());
            if (end > 0) {
                String group = own.getValue().substring(0, segmentEnd(own.getValue(), end));
                String path = other.paths.getOrDefault(own.getKey(), "");
                if (!path.equals(group) && !path.startsWith(group + "/")) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    /** The end of the first run of exactly 64 hexadecimal digits; -1 where there is none. */
    private static int idEnd(String path) {
        int run = 0;
        for (int i = 0; i <= path.length(); i++) {
            char c = i < path.length() ? path.charAt(i) : '/';
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
                run++;
            } else {
                if (run == ID_DIGITS) {
                    return i;
                }
                run = 0;
            }
        }
        return -1;
    }
}
