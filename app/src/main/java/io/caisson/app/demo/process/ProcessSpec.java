package io.caisson.app.demo.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process is started with.
 *
 * @param command program and arguments; not empty
 * @param environment in order
 * @param user the name or number it runs as
 */
public record ProcessSpec(
        List<String> command, Map<String, String> environment, String user, String hostname, FileTree files) {
    public ProcessSpec {
        command = List.copyOf(command);
        environment = new LinkedHashMap<>(environment);
    }

    /** The same for another program. */
    ProcessSpec with(List<String> otherCommand, Map<String, String> otherEnvironment) {
        return new ProcessSpec(otherCommand, otherEnvironment, user, hostname, files);
    }

    boolean root() {
        return user.equals("root") || user.equals("0");
    }
}
