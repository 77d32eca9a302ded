package io.caisson.app;

import io.caisson.app.command.CommandLineInterface;
import io.caisson.app.training.Training;
import java.util.Map;

/** The program's entry: the two ways it is started all the time run at once, everything else through the parser. */
public final class Main {
    /** Everything went well. */
    public static final int OK = 0;

    /** What was asked was answered with no: a call would be refused, a case failed, a check found something. */
    public static final int NO = 1;

    /** The settings or arguments cannot be used. */
    public static final int BAD_SETTINGS = 2;

    /** Something failed at run time: a listener cannot be opened, a file cannot be written. */
    public static final int FAULT = 3;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    private static int run(String[] arguments, Map<String, String> environment) {
        // The parser of arguments costs more time to load than all the rest of a start: without options it stays away.
        String word = arguments.length == 1 ? arguments[0] : "";
        if (word.equals("serve")) {
            return Serve.fromEnvironment(environment, System.err);
        }
        if (word.equals("health")) {
            return Health.check(environment, System.out, System.err);
        }
        // For those who build the image, and not a command for users. Each class that this run loads is loaded again at
        // every start from the cache, so the parser stays away here too.
        if (word.equals("aot-train")) {
            return Training.run(System.err);
        }
        return CommandLineInterface.run(arguments, environment);
    }
}
