package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.Version;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which Caisson this is and what it runs on. */
@Command(name = "version", description = "Print the version of Caisson and of the Java runtime.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        print(spec.commandLine().getOut());
        return Main.OK;
    }

    static void print(PrintWriter out) {
        out.println("caisson " + Version.text() + " (Java " + Runtime.version() + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ")");
    }
}
