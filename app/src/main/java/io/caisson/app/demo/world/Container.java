package io.caisson.app.demo.world;

import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.LogBuffer;
import io.caisson.app.demo.process.Stdio;
import org.jspecify.annotations.Nullable;

/** A container: what it is, what it does, and the streams of its process. Guarded by the world's lock. */
public final class Container {
    private final ContainerSpec spec;
    private final LogBuffer log;
    private ContainerState state;
    private Stdio stdio;
    private @Nullable DemoProcess process;
    private boolean removed;

    Container(ContainerSpec spec, ContainerState state, LogBuffer log) {
        this.spec = spec;
        this.state = state;
        this.log = log;
        this.stdio = freshStdio();
    }

    public String id() {
        return spec.id();
    }

    public ContainerSpec spec() {
        return spec;
    }

    public ContainerState state() {
        return state;
    }

    public LogBuffer log() {
        return log;
    }

    /** The streams of the present run, or of the next if there is no process. */
    public Stdio stdio() {
        return stdio;
    }

    public @Nullable DemoProcess process() {
        return process;
    }

    /** Whether the container is gone from the world. */
    public boolean removed() {
        return removed;
    }

    void become(ContainerState other) {
        state = other;
    }

    void runs(DemoProcess started) {
        process = started;
    }

    /** Forgets the process of a run that has ended, and opens streams for the next. */
    void rests() {
        process = null;
        stdio = freshStdio();
    }

    void markRemoved() {
        removed = true;
    }

    private Stdio freshStdio() {
        return Stdio.open(spec.tty(), spec.openStdin(), log);
    }
}
