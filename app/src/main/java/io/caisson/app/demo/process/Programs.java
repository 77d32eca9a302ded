package io.caisson.app.demo.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the program for the first word of a command. */
public final class Programs {
    private static final String BANNER = "\n\nCaisson demo shell: nothing runs on your machine. Try `help`.\n\n";

    private static final int NOT_FOUND = 127;

    private Programs() {}

    /** The program of a name or path, or null when no container has one of that name. */
    static @Nullable Program find(String command) {
        String name = command.substring(command.lastIndexOf('/') + 1);
        return switch (name) {
            case "sh", "ash", "bash", "dash" -> new Shell(BANNER);
            case "docker-entrypoint.sh" -> Programs::entrypoint;
            case "nginx" -> Service.web();
            case "postgres" -> Service.database();
            case "redis-server" -> Service.cache();
            case "migrate" -> Programs::migrate;
            case "hello" -> Programs::hello;
            default -> Builtins.find(name);
        };
    }

    /** The program of a command. A start script in front of a service counts as the service. */
    public static @Nullable Program find(List<String> command) {
        Program program = find(command.getFirst());
        boolean script = command.getFirst().endsWith("docker-entrypoint.sh") && command.size() > 1;
        return script && find(command.get(1)) instanceof Service service ? service : program;
    }

    /** What runs where a command is not found: it says so and ends with the given code. */
    public static Program missing(String command, int code) {
        return console -> {
            console.err("OCI runtime exec failed: exec failed: unable to start container process: exec: \"" + command
                    + "\": executable file not found in $PATH\n");
            return code;
        };
    }

    /** Runs the command that it is given, as the start scripts of images do. */
    private static int entrypoint(Console console) throws InterruptedException, KeyboardInterrupt {
        Program program =
                console.arguments().isEmpty() ? null : find(console.arguments().getFirst());
        if (program == null) {
            console.err("docker-entrypoint.sh: exec: " + String.join(" ", console.arguments()) + ": not found\n");
            return NOT_FOUND;
        }
        return program.run(console.with(console.arguments(), console.spec().environment(), Std.OUT, Std.ERR));
    }

    private static int migrate(Console console) throws InterruptedException {
        console.out("applying 0001_orders.sql\napplying 0002_customers.sql\n2 migrations applied\n");
        return 0;
    }

    private static int hello(Console console) throws InterruptedException {
        console.out("\nHello from the demo engine!\nThis message shows that your client, the firewall and the demo work"
                + " together.\nNothing ran on your machine.\n\n");
        return 0;
    }
}
