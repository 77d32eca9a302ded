package io.caisson.bench.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A memory control group with a limit, as a container has. Version 1 and 2 of control groups; only root may make one.
 */
final class MemoryGroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int REMOVE_TRIES = 50;

    private final Path folder;

    private MemoryGroup(Path folder) {
        this.folder = folder;
    }

    static MemoryGroup create(String name, long limit) throws IOException {
        boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
        Path parent = unified ? ROOT : ROOT.resolve("memory");
        Path folder = parent.resolve(
                "caisson-bench-" + name + "-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(folder);
            Files.writeString(folder.resolve(unified ? "memory.max" : "memory.limit_in_bytes"), Long.toString(limit));
        } catch (IOException refused) {
            throw new IOException("no memory control group for `" + name + "`: " + refused.getMessage(), refused);
        }
        return new MemoryGroup(folder);
    }

    /** A command that moves itself into the group before it becomes the given one. */
    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(
                List.of("sh", "-c", "echo $$ > " + folder.resolve("cgroup.procs") + " && exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }

    @Override
    public void close() {
        for (int i = 0; i < REMOVE_TRIES; i++) {
            try {
                Files.deleteIfExists(folder);
                return;
            } catch (IOException busy) {
                // Its last process has not gone yet.
                Command.pause(0.1);
            }
        }
    }
}
