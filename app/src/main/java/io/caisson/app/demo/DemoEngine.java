package io.caisson.app.demo;

import io.caisson.app.demo.api.Api;
import io.caisson.app.demo.http.HttpServer;
import io.caisson.app.demo.process.DemoProcess;
import io.caisson.app.demo.process.Signal;
import io.caisson.app.demo.world.Beginning;
import io.caisson.app.demo.world.Container;
import io.caisson.app.demo.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A make-believe Docker Engine on a unix socket. It lives in this process, needs no rights, and runs nothing: its
 * containers are threads that write plausible output. Its state is lost when it closes.
 */
public final class DemoEngine implements AutoCloseable {
    private final World world;
    private final HttpServer server;

    private DemoEngine(World world, HttpServer server) {
        this.world = world;
        this.server = server;
    }

    /**
     * Starts an engine with a small shop of three services in it.
     *
     * @param socket where to listen, with mode 0600; best in a folder that only its owner can enter
     * @throws IOException when the socket cannot be bound
     */
    public static DemoEngine start(Path socket) throws IOException {
        InstantSource clock = InstantSource.system();
        World world = new World(clock);
        Beginning.fill(world);
        try {
            return new DemoEngine(world, HttpServer.start(socket, Api.over(world), clock));
        } catch (IOException notBound) {
            endProcesses(world);
            throw notBound;
        }
    }

    public Path socket() {
        return server.socket();
    }

    /** Closes the socket, cuts every connection and ends every container. */
    @Override
    public void close() {
        server.close();
        endProcesses(world);
    }

    private static void endProcesses(World world) {
        world.locked(() -> {
            for (Container container : world.containers().all()) {
                DemoProcess process = container.process();
                if (process != null) {
                    process.signal(Signal.KILL);
                }
            }
        });
    }
}
