package io.caisson.app.demo.world;

import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.Stdio;
import io.caisson.app.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One more process in a container. Guarded by the world's lock. */
public final class Exec {
    private final String id;
    private final Container container;
    private final JsonObject config;
    private final Stdio stdio;
    private @Nullable DemoProcess process;
    private @Nullable Integer exitCode;
    private int pid;
    private boolean started;

    Exec(String id, Container container, JsonObject config) {
        this.id = id;
        this.container = container;
        this.config = config;
        this.stdio = Stdio.open(config.flag("Tty"), config.flag("AttachStdin"), null);
    }

    public String id() {
        return id;
    }

    public Container container() {
        return container;
    }

    /** The engine's document for creating execs, as the client sent it. */
    public JsonObject config() {
        return config;
    }

    public Stdio stdio() {
        return stdio;
    }

    public @Nullable DemoProcess process() {
        return process;
    }

    /** Null until the process has ended. */
    public @Nullable Integer exitCode() {
        return exitCode;
    }

    public int pid() {
        return pid;
    }

    public boolean running() {
        return started && exitCode == null;
    }

    boolean started() {
        return started;
    }

    void begins(int newPid) {
        started = true;
        pid = newPid;
    }

    void runs(DemoProcess running) {
        process = running;
    }

    void ends(int code) {
        process = null;
        exitCode = code;
    }
}
