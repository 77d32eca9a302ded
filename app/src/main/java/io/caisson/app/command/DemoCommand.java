package io.caisson.app.command;

import io.caisson.app.Demo;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows Caisson at work without an engine. */
@Command(
        name = "demo",
        description = "Show Caisson at work in front of an embedded engine; no Docker needed.",
        footer = {"", "It prints three commands to type, and then the calls that they make."})
final class DemoCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    DemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return Demo.untilStopped(environment, System.out, System.err);
    }
}
