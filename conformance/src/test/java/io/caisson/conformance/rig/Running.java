package io.caisson.conformance.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A command under way, with everything that it wrote so far. Closing it ends it. */
public final class Running implements AutoCloseable {
    private final String command;
    private final Process process;
    private final long started = System.nanoTime();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread outReader;
    private final Thread errReader;

    Running(String command, Process process) {
        this.command = command;
        this.process = process;
        outReader = Thread.startVirtualThread(() -> copy(process.getInputStream(), out));
        errReader = Thread.startVirtualThread(() -> copy(process.getErrorStream(), err));
    }

    /** Writes all of this to the command's standard input in the background and then closes that. */
    void feed(InputStream input) {
        Thread.startVirtualThread(() -> {
            try (input;
                    var to = process.getOutputStream()) {
                input.transferTo(to);
            } catch (IOException e) {
                // the command ended without reading all of it, which its exit code tells
            }
        });
    }

    /** Writes this text to the command's standard input and leaves that open. */
    public void type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + this, e);
        }
    }

    /** Closes the command's standard input. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the input of " + this, e);
        }
    }

    /** What it wrote to standard output so far. */
    public String out() {
        return out.toString(UTF_8);
    }

    /** Waits until standard output so far contains this text, at most {@link Command#WAIT_MAX}. */
    public String awaitOutput(String text) {
        return awaitOutput("`" + text + "`", so -> so.contains(text));
    }

    /** Waits until standard output so far satisfies a condition, at most {@link Command#WAIT_MAX}. */
    public String awaitOutput(String wanted, Predicate<String> condition) {
        Eventually.within(Command.WAIT_MAX, () -> wanted + " in the output of " + this, () -> {
            if (!process.isAlive()) {
                join(outReader);
                if (!condition.test(out())) {
                    throw new AssertionError("ended without " + wanted + ": " + this);
                }
            }
            return condition.test(out());
        });
        return out();
    }

    /** Waits for its end; over the bound it is killed and the test fails. */
    public Result finish(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new AssertionError("still running after " + bound.toSeconds() + " s: " + this);
            }
        } catch (InterruptedException e) {
            kill();
            throw new AssertionError("interrupted while waiting for " + this, e);
        }
        join(outReader);
        join(errReader);
        var took = Duration.ofNanos(System.nanoTime() - started);
        return new Result(command, process.exitValue(), out(), err.toString(UTF_8), took);
    }

    /** Sends the interrupt that Ctrl-C sends, and waits for its end. */
    public Result interrupt() {
        signal("INT");
        return finish(Command.WAIT_MAX);
    }

    /** Sends a signal by its name. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot signal " + this, e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The id of the process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return "%s%n--- out ---%n%s%n--- err ---%n%s".formatted(command, out(), err.toString(UTF_8));
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            // the process was ended: what came until then is there
        }
    }

    private static void join(Thread reader) {
        try {
            // a grandchild may hold the pipe open: what it writes later is nobody's business here
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
