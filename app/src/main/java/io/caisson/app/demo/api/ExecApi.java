package io.caisson.app.demo.api;

import io.caisson.app.demo.http.ApiFault;
import io.caisson.app.demo.http.RawStream;
import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.Outlet;
import io.caisson.app.demo.process.Signal;
import io.caisson.app.demo.process.Stdio;
import io.caisson.app.demo.world.Exec;
import io.caisson.app.demo.world.World;
import io.caisson.app.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** Further processes in containers. */
final class ExecApi {
    private final World world;

    ExecApi(World world) {
        this.world = world;
    }

    void routes(Router router) {
        router.on("POST", "/containers/{id}/exec", this::create)
                .on("POST", "/exec/{id}/start", this::start)
                .on("POST", "/exec/{id}/resize", this::resize)
                .on("GET", "/exec/{id}/json", this::inspect);
    }

    private void create(Call call) throws IOException {
        JsonObject config = call.document();
        if (!config.text("Cmd").isEmpty()) {
            throw ApiFault.badRequest("invalid JSON: json: cannot unmarshal string into Go struct field ExecOptions.Cmd"
                    + " of type []string");
        }
        String id = world.locked(() -> world.execs()
                .create(world.containers().find(call.argument()), call.argument(), config)
                .id());
        call.reply().json(201, new JsonObject().put("Id", id));
    }

    private Exec find(Call call) {
        return world.locked(() -> world.execs().find(call.argument()));
    }

    private void start(Call call) throws IOException, InterruptedException {
        JsonObject options = call.document();
        Exec exec = find(call);
        world.locked(() -> world.execs().begin(exec));
        Stdio stdio = exec.stdio();
        if (options.flag("Detach")) {
            world.locked(() -> world.execs().run(exec));
            call.reply().empty(200);
            return;
        }
        Outlet outlet = stdio.out().attach();
        RawStream client;
        try {
            if (!call.upgrade()) {
                call.reply().withoutHeaders();
            }
            client = call.reply().hijack(call.upgrade(), Attachment.mediaType(stdio, call));
        } finally {
            // What was begun runs even if the client is gone.
            world.locked(() -> world.execs().run(exec));
        }
        JsonObject config = exec.config();
        Attachment.Wanted wanted = new Attachment.Wanted(
                config.flag("AttachStdin"), config.flag("AttachStdout"), config.flag("AttachStderr"), true);
        new Attachment(client, stdio, wanted, () -> world.locked(() -> exec.process())).carry(outlet);
        if (stdio.tty()) {
            endTerminal(exec);
        }
    }

    /** A shell whose terminal is gone would wait for ever. */
    private void endTerminal(Exec exec) {
        world.locked(() -> {
            DemoProcess process = exec.process();
            if (process != null) {
                process.signal(Signal.KILL);
            }
        });
    }

    private void resize(Call call) throws IOException {
        var _ = find(call);
        ContainerApi.checkSize(call);
        call.reply().empty(200);
    }

    private void inspect(Call call) throws IOException {
        JsonObject view = world.locked(() -> view(world.execs().find(call.argument())));
        call.reply().json(200, view);
    }

    private static JsonObject view(Exec exec) {
        JsonObject config = exec.config();
        List<String> command = config.texts("Cmd");
        JsonObject process = new JsonObject()
                .put("tty", config.flag("Tty"))
                .put("entrypoint", command.getFirst())
                .put("arguments", command.subList(1, command.size()))
                .put("privileged", config.flag("Privileged"));
        if (!config.text("User").isEmpty()) {
            process.put("user", config.text("User"));
        }
        return new JsonObject()
                .put("ID", exec.id())
                .put("Running", exec.running())
                .put("ExitCode", exec.exitCode())
                .put("ProcessConfig", process)
                .put("OpenStdin", config.flag("AttachStdin"))
                .put("OpenStderr", config.flag("AttachStderr"))
                .put("OpenStdout", config.flag("AttachStdout"))
                .put("CanRemove", false)
                .put("ContainerID", exec.container().id())
                .put("DetachKeys", "")
                .put("Pid", exec.pid());
    }
}
