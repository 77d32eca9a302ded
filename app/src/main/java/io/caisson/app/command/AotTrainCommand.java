package io.caisson.app.command;

import io.caisson.app.training.Training;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Exercises the data path so that a start-up cache can be made of it. */
@Command(name = "aot-train", hidden = true, description = "Exercise the data path for a start-up cache and exit.")
final class AotTrainCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return Training.run(System.err);
    }
}
