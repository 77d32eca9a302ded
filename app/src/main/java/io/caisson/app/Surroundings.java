package io.caisson.app;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the process is started in: a container or not, a terminal or not. */
public final class Surroundings {
    private static final int STANDARD_OUTPUT = 1;

    private Surroundings() {}

    /**
     * Whether the process runs in a container. {@code CAISSON_IN_CONTAINER} settles it; without it the files that
     * Docker and Podman put into every container do, and the control group's name where an orchestrator hides those.
     */
    public static boolean inContainer(Map<String, String> environment) {
        String told = environment.get("CAISSON_IN_CONTAINER");
        if (told != null) {
            return !told.isEmpty() && !told.equals("0") && !told.equalsIgnoreCase("false");
        }
        return Files.exists(Path.of("/.dockerenv"))
                || Files.exists(Path.of("/run/.containerenv"))
                || environment.containsKey("KUBERNETES_SERVICE_HOST")
                || controlGroupOfContainer();
    }

    private static boolean controlGroupOfContainer() {
        try {
            String groups = Files.readString(Path.of("/proc/1/cgroup"));
            return groups.contains("/docker/") || groups.contains("/kubepods") || groups.contains("/libpod");
        } catch (IOException noSuchSystem) {
            return false;
        }
    }

    /** Whether a person reads standard output as it is written. */
    public static boolean outputIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + STANDARD_OUTPUT))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchSystem) {
            return Optional.ofNullable(System.console())
                    .map(Console::isTerminal)
                    .orElse(false);
        }
    }
}
