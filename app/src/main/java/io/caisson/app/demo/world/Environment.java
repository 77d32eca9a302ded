package io.caisson.app.demo.world;

import io.caisson.app.demo.process.FileTree;
import io.caisson.app.demo.process.ProcessSpec;
import io.caisson.app.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the processes of a container find: variables, user, files. */
final class Environment {
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Environment() {}

    /** For the container's own process. */
    static ProcessSpec of(Container container) {
        JsonObject config = container.spec().config();
        return spec(container, container.spec().command(), config.text("User"), config.flag("Tty"), List.of(), "");
    }

    /** For one more process, described by the engine's document for creating execs. */
    static ProcessSpec of(Container container, JsonObject exec) {
        String user = exec.text("User");
        return spec(
                container,
                exec.texts("Cmd"),
                user.isEmpty() ? container.spec().config().text("User") : user,
                exec.flag("Tty"),
                exec.texts("Env"),
                exec.text("WorkingDir"));
    }

    private static ProcessSpec spec(
            Container container, List<String> command, String user, boolean tty, List<String> more, String folder) {
        JsonObject config = container.spec().config();
        String hostname = config.text("Hostname");
        String name = user.isEmpty() ? "root" : user.split(":", 2)[0];
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", PATH);
        variables.put("HOSTNAME", hostname);
        if (tty) {
            variables.put("TERM", "xterm");
        }
        set(variables, config.texts("Env"));
        set(variables, more);
        variables.put("HOME", name.equals("root") || name.equals("0") ? "/root" : "/home/" + name);
        String workingFolder = folder.isEmpty() ? config.text("WorkingDir") : folder;
        if (!workingFolder.isEmpty()) {
            variables.put("PWD", workingFolder);
        }
        return new ProcessSpec(command, variables, name, hostname, files(container, hostname));
    }

    private static void set(Map<String, String> variables, List<String> assignments) {
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
    }

    private static FileTree files(Container container, String hostname) {
        FileTree files = new FileTree(hostname);
        for (Mount mount : container.spec().mounts()) {
            files.folder(mount.destination());
        }
        String folder = container.spec().config().text("WorkingDir");
        if (!folder.isEmpty()) {
            files.folder(folder);
        }
        return files;
    }
}
