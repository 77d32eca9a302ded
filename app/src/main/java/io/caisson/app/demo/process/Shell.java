package io.caisson.app.demo.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tiny line shell: at a terminal with a prompt, from a pipe line by line, or with `-c` for one text. */
final class Shell implements Program {
    private static final int NOT_FOUND = 127;
    private static final int SYNTAX_ERROR = 2;
    private static final int CONTROL_C = 130;

    private final String banner;

    /** @param banner what an interactive shell prints first */
    Shell(String banner) {
        this.banner = banner;
    }

    @Override
    public int run(Console console) throws InterruptedException, KeyboardInterrupt {
        return new Session(console).run();
    }

    /** The state of one shell. */
    private final class Session {
        private final Console console;
        private final Map<String, String> variables;
        private int status;
        private boolean exited;

        Session(Console console) {
            this.console = console;
            this.variables = new LinkedHashMap<>(console.spec().environment());
            this.variables.putIfAbsent("PWD", "/");
        }

        int run() throws InterruptedException {
            List<String> arguments = new ArrayList<>(console.arguments());
            while (!arguments.isEmpty() && arguments.getFirst().startsWith("-")) {
                String option = arguments.removeFirst();
                if (option.endsWith("c")) {
                    if (arguments.isEmpty()) {
                        console.err("sh: -c requires an argument\n");
                        return SYNTAX_ERROR;
                    }
                    execute(arguments.getFirst());
                    return status;
                }
            }
            if (!arguments.isEmpty()) {
                console.err("sh: can't open '" + arguments.getFirst() + "': No such file or directory\n");
                return SYNTAX_ERROR;
            }
            readLines();
            return status;
        }

        private void readLines() throws InterruptedException {
            if (console.tty()) {
                console.out(banner);
            }
            String prompt = console.tty() ? prompt() : "";
            while (!exited) {
                try {
                    String line = console.readLine(prompt);
                    if (line == null) {
                        break;
                    }
                    execute(line);
                } catch (KeyboardInterrupt pressed) {
                    status = CONTROL_C;
                } catch (InterruptedException signal) {
                    if (!console.takeControlC()) {
                        throw signal;
                    }
                    console.out("^C\n");
                    status = CONTROL_C;
                }
                prompt = console.tty() ? prompt() : "";
            }
            if (console.tty() && !exited) {
                console.out("\n");
            }
        }

        private String prompt() {
            return variables.getOrDefault("PWD", "/") + (console.spec().root() ? " # " : " $ ");
        }

        private void execute(String text) throws InterruptedException {
            try {
                for (ShellSyntax.Step step : ShellSyntax.steps(text)) {
                    boolean due = switch (step.when()) {
                        case ALWAYS -> true;
                        case AFTER_SUCCESS -> status == 0;
                        case AFTER_FAILURE -> status != 0;
                    };
                    if (due) {
                        command(ShellSyntax.words(step.text(), this::value));
                    }
                    if (exited) {
                        return;
                    }
                }
            } catch (ShellSyntax.Unreadable unreadable) {
                console.err("sh: " + unreadable.getMessage() + "\n");
                status = SYNTAX_ERROR;
            } catch (KeyboardInterrupt pressed) {
                status = CONTROL_C;
            }
        }

        private String value(String name) {
            return switch (name) {
                case "?" -> Integer.toString(status);
                case "$" -> "1";
                default -> variables.getOrDefault(name, "");
            };
        }

        private void command(List<ShellSyntax.Word> words)
                throws InterruptedException, KeyboardInterrupt, ShellSyntax.Unreadable {
            Redirections redirections = new Redirections();
            List<String> command = new ArrayList<>();
            Map<String, String> assigned = new LinkedHashMap<>();
            for (int i = 0; i < words.size(); i++) {
                ShellSyntax.Word word = words.get(i);
                String name = command.isEmpty() ? ShellSyntax.assigned(word) : null;
                if (name != null) {
                    assigned.put(name, word.text().substring(name.length() + 1));
                } else if (word.bare() && word.text().indexOf('>') >= 0) {
                    boolean needsTarget = word.text().endsWith(">");
                    String target =
                            needsTarget && i + 1 < words.size() ? words.get(++i).text() : "";
                    redirections.add(word.text() + target);
                } else {
                    command.add(word.text());
                }
            }
            if (command.isEmpty()) {
                variables.putAll(assigned);
                status = 0;
                return;
            }
            Map<String, String> environment = new LinkedHashMap<>(variables);
            environment.putAll(assigned);
            run(console.with(command, environment, redirections.out, redirections.err));
        }

        private void run(Console child) throws InterruptedException, KeyboardInterrupt {
            List<String> arguments = child.arguments();
            switch (child.spec().command().getFirst()) {
                case "exit" -> exit(arguments);
                case "cd" -> changeFolder(child, arguments.isEmpty() ? "/root" : arguments.getFirst());
                case "export" -> export(arguments);
                case "help" -> {
                    child.out("Built in here: cd exit export help "
                            + String.join(" ", Builtins.names())
                            + "\nThis is the demo engine's shell: nothing runs on your machine.\n");
                    status = 0;
                }
                default -> {
                    Program program = Programs.find(child.spec().command().getFirst());
                    if (program == null) {
                        child.err("sh: " + child.spec().command().getFirst() + ": not found\n");
                        status = NOT_FOUND;
                    } else {
                        status = program.run(child);
                    }
                }
            }
        }

        private void exit(List<String> arguments) {
            exited = true;
            if (!arguments.isEmpty()) {
                try {
                    status = Integer.parseInt(arguments.getFirst()) & 0xff;
                } catch (NumberFormatException noNumber) {
                    status = SYNTAX_ERROR;
                }
            }
        }

        private void changeFolder(Console child, String folder) throws InterruptedException {
            String path = FileTree.resolve(variables.getOrDefault("PWD", "/"), folder);
            if (path.equals("/") || child.spec().files().isFolder(path)) {
                variables.put("PWD", path);
                status = 0;
            } else {
                child.err("sh: cd: can't cd to " + folder + ": No such file or directory\n");
                status = 1;
            }
        }

        private void export(List<String> arguments) {
            for (String argument : arguments) {
                String name = ShellSyntax.assigned(new ShellSyntax.Word(argument, true));
                if (name != null) {
                    variables.put(name, argument.substring(name.length() + 1));
                }
            }
            status = 0;
        }
    }

    /** Where a command's two outputs go. */
    private static final class Redirections {
        private @Nullable Std out = Std.OUT;
        private @Nullable Std err = Std.ERR;

        void add(String redirection) throws ShellSyntax.Unreadable {
            switch (redirection) {
                case ">&2", "1>&2" -> out = err;
                case "2>&1" -> err = out;
                case ">/dev/null", "1>/dev/null", ">>/dev/null" -> out = null;
                case "2>/dev/null" -> err = null;
                default ->
                    throw new ShellSyntax.Unreadable("can't create "
                            + redirection.substring(redirection.lastIndexOf('>') + 1) + ": Read-only file system");
            }
        }
    }
}
