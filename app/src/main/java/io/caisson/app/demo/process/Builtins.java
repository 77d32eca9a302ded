package io.caisson.app.demo.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The small programs that every container has. */
final class Builtins {
    private static final long FOREVER_MILLIS = Long.MAX_VALUE;
    private static final Map<String, Program> PROGRAMS = programs();

    private Builtins() {}

    static @Nullable Program find(String name) {
        return PROGRAMS.get(name);
    }

    static Collection<String> names() {
        return PROGRAMS.keySet();
    }

    private static Map<String, Program> programs() {
        Map<String, Program> programs = new TreeMap<>();
        programs.put("cat", Builtins::cat);
        programs.put("echo", Builtins::echo);
        programs.put("env", Builtins::env);
        programs.put("false", console -> 1);
        programs.put("hostname", console -> print(console, console.spec().hostname()));
        programs.put("id", Builtins::id);
        programs.put("ls", Builtins::ls);
        programs.put("pwd", console -> print(console, folder(console)));
        programs.put("sleep", Builtins::sleep);
        programs.put("tail", Builtins::tail);
        programs.put("true", console -> 0);
        programs.put(
                "whoami",
                console -> print(
                        console, console.spec().root() ? "root" : console.spec().user()));
        return programs;
    }

    private static int print(Console console, String line) throws InterruptedException {
        console.out(line + "\n");
        return 0;
    }

    private static String folder(Console console) {
        return console.spec().environment().getOrDefault("PWD", "/");
    }

    private static int echo(Console console) throws InterruptedException {
        List<String> words = console.arguments();
        boolean lineEnd = words.isEmpty() || !words.getFirst().equals("-n");
        console.out(String.join(" ", lineEnd ? words : words.subList(1, words.size())) + (lineEnd ? "\n" : ""));
        return 0;
    }

    private static int env(Console console) throws InterruptedException {
        StringBuilder lines = new StringBuilder();
        console.spec()
                .environment()
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        console.out(lines.toString());
        return 0;
    }

    private static int id(Console console) throws InterruptedException {
        return print(
                console,
                console.spec().root()
                        ? "uid=0(root) gid=0(root) groups=0(root)"
                        : "uid=1000(" + console.spec().user() + ") gid=1000 groups=1000");
    }

    private static int ls(Console console) throws InterruptedException {
        List<String> paths = new ArrayList<>();
        for (String argument : console.arguments()) {
            if (!argument.startsWith("-")) {
                paths.add(argument);
            }
        }
        if (paths.isEmpty()) {
            paths.add(".");
        }
        int status = 0;
        FileTree files = console.spec().files();
        for (String path : paths) {
            String full = FileTree.resolve(folder(console), path);
            if (full.equals("/") || files.isFolder(full)) {
                Collection<String> names = files.list(full);
                if (!names.isEmpty()) {
                    console.out(String.join(console.tty() ? "  " : "\n", names) + "\n");
                }
            } else if (files.content(full).isPresent()) {
                console.out(path + "\n");
            } else {
                console.err("ls: " + path + ": No such file or directory\n");
                status = 1;
            }
        }
        return status;
    }

    private static int cat(Console console) throws InterruptedException, KeyboardInterrupt {
        int status = 0;
        for (String path : console.arguments()) {
            Optional<String> content = console.spec().files().content(FileTree.resolve(folder(console), path));
            if (path.equals("-")) {
                copyInput(console);
            } else if (content.isPresent()) {
                console.out(content.get());
            } else {
                console.err("cat: can't open '" + path + "': No such file or directory\n");
                status = 1;
            }
        }
        if (console.arguments().isEmpty()) {
            copyInput(console);
        }
        return status;
    }

    private static void copyInput(Console console) throws InterruptedException, KeyboardInterrupt {
        if (console.tty()) {
            for (String line = console.readLine(""); line != null; line = console.readLine("")) {
                console.out(line + "\n");
            }
            return;
        }
        byte[] buffer = new byte[16 << 10];
        for (int count = console.read(buffer); count >= 0; count = console.read(buffer)) {
            console.out(Arrays.copyOf(buffer, count));
        }
    }

    private static int sleep(Console console) throws InterruptedException {
        String time = console.arguments().isEmpty() ? "" : console.arguments().getFirst();
        long millis;
        try {
            millis = time.equals("infinity") ? FOREVER_MILLIS : (long) (1000 * Double.parseDouble(time));
        } catch (NumberFormatException noNumber) {
            console.err("sleep: invalid number '" + time + "'\n");
            return 1;
        }
        Thread.sleep(Math.max(0, millis));
        return 0;
    }

    /** Knows `tail -f /dev/null`, by which containers are kept alive. */
    private static int tail(Console console) throws InterruptedException {
        if (console.arguments().contains("-f")) {
            Thread.sleep(FOREVER_MILLIS);
        }
        return 0;
    }
}
