package io.caisson.app.demo.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What a program sees of its process: arguments, environment, streams. */
public final class Console {
    private final ProcessSpec spec;
    private final Stdio stdio;
    private final LineReader lines;
    private final @Nullable Std out;
    private final @Nullable Std err;
    /** Shared with the consoles that come from this one. */
    private final AtomicBoolean controlC;

    Console(ProcessSpec spec, Stdio stdio) {
        this(spec, stdio, new LineReader(stdio), Std.OUT, Std.ERR, new AtomicBoolean());
    }

    private Console(
            ProcessSpec spec,
            Stdio stdio,
            LineReader lines,
            @Nullable Std out,
            @Nullable Std err,
            AtomicBoolean controlC) {
        this.controlC = controlC;
        this.spec = spec;
        this.stdio = stdio;
        this.lines = lines;
        this.out = out;
        this.err = err;
    }

    /**
     * The same streams for another program, as a shell gives them on.
     *
     * @param otherOut where its output goes, null for nowhere
     */
    Console with(
            List<String> command, Map<String, String> environment, @Nullable Std otherOut, @Nullable Std otherErr) {
        return new Console(spec.with(command, environment), stdio, lines, otherOut, otherErr, controlC);
    }

    /** Notes that the interrupt to come is the user's control-C, which ends a shell's command but not the shell. */
    void pressControlC() {
        controlC.set(true);
    }

    /** Whether an interrupt was the user's control-C; asks once. */
    boolean takeControlC() {
        return controlC.getAndSet(false);
    }

    ProcessSpec spec() {
        return spec;
    }

    /** The arguments after the program's name. */
    List<String> arguments() {
        return spec.command().subList(1, spec.command().size());
    }

    boolean tty() {
        return stdio.tty();
    }

    void out(String text) throws InterruptedException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    void err(String text) throws InterruptedException {
        write(err, text.getBytes(StandardCharsets.UTF_8));
    }

    void out(byte[] bytes) throws InterruptedException {
        write(out, bytes);
    }

    private void write(@Nullable Std stream, byte[] bytes) throws InterruptedException {
        if (stream != null && bytes.length > 0) {
            stdio.out().write(stream, bytes);
        }
    }

    /** The next line of input without its end, or null at the end of input. */
    @Nullable
    String readLine(String prompt) throws InterruptedException, KeyboardInterrupt {
        return lines.next(prompt);
    }

    /** Reads input as it comes, without a terminal's editing. */
    int read(byte[] into) throws InterruptedException {
        return lines.readRaw(into);
    }
}
