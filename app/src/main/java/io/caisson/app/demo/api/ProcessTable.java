package io.caisson.app.demo.api;

import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.Exec;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The processes of a container, as `top` shows them. Used under the world's lock. */
final class ProcessTable {
    private static final List<String> TITLES = List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.US).withZone(ZoneOffset.UTC);

    private ProcessTable() {}

    static JsonObject of(Container container, World world) {
        List<List<String>> rows = new ArrayList<>();
        int pid = container.state().pid();
        String user = container.spec().config().text("User").isEmpty()
                ? "root"
                : container.spec().config().text("User");
        rows.add(row(
                user,
                pid,
                pid - 20,
                container.state().startedAt(),
                container.spec().tty(),
                programOf(container.spec().command())));
        for (String id : world.execs().running(container)) {
            Exec exec = world.execs().find(id);
            rows.add(row(
                    user,
                    exec.pid(),
                    pid - 20,
                    world.now(),
                    exec.config().flag("Tty"),
                    exec.config().texts("Cmd")));
        }
        return new JsonObject().put("Processes", rows).put("Titles", TITLES);
    }

    /** A start script has made room for the program that it was given. */
    private static List<String> programOf(List<String> command) {
        boolean script = command.getFirst().endsWith("docker-entrypoint.sh") && command.size() > 1;
        return script ? command.subList(1, command.size()) : command;
    }

    private static List<String> row(
            String user, int pid, int parent, Instant start, boolean tty, List<String> command) {
        return List.of(
                user,
                Integer.toString(pid),
                Integer.toString(parent),
                "0",
                TIME.format(start),
                tty ? "pts/0" : "?",
                "00:00:00",
                String.join(" ", command));
    }
}
