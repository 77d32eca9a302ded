package io.caisson.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows Caisson at work without an engine. */
@Command(name = "demo", description = "Show Caisson at work in front of an embedded engine; no Docker needed.")
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException();
    }
}
