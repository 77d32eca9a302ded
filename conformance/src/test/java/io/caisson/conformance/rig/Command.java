package io.caisson.conformance.rig;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One external command, ready to run: arguments, environment (nothing is inherited but what is set) and folder. */
public final class Command {
    /** Far above what any command here takes on a busy machine; over it the command is ended and the test fails. */
    public static final Duration WAIT_MAX = Duration.ofSeconds(120);

    private final ProcessBuilder builder;
    private Duration bound = WAIT_MAX;

    public Command(Map<String, String> environment, Path directory, List<String> arguments) {
        builder = new ProcessBuilder(arguments).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
    }

    /** Adds one variable to the command's environment. */
    public Command with(String variable, String value) {
        builder.environment().put(variable, value);
        return this;
    }

    /** Gives it another bound than {@link #WAIT_MAX}. */
    public Command within(Duration longer) {
        bound = longer;
        return this;
    }

    /** Runs it to its end with nothing on standard input. */
    public Result run() {
        return run(InputStream.nullInputStream());
    }

    /** Runs it to its end with this text on standard input. */
    public Result run(String input) {
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    /** Runs it to its end with all of this on standard input, which is then closed. */
    public Result run(InputStream input) {
        var running = start();
        running.feed(input);
        return running.finish(bound);
    }

    /** Starts it and leaves its standard input open. */
    public Running start() {
        try {
            return new Running(String.join(" ", builder.command()), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
