package io.caisson.app;

import io.caisson.server.listener.ServiceManager;
import java.util.Map;

/** What runs under a service manager that wants to be told when it is ready and when it stops. */
public final class Notified implements AutoCloseable {
    private final AutoCloseable running;
    private final ServiceManager manager;

    private Notified(AutoCloseable running, ServiceManager manager) {
        this.running = running;
        this.manager = manager;
    }

    /** Tells that it is ready, where anybody wants to know; what is answered is to be closed in its place. */
    public static AutoCloseable of(AutoCloseable running, Map<String, String> environment) {
        if (!environment.containsKey("NOTIFY_SOCKET")) {
            return running;
        }
        Notified notified = new Notified(running, new ServiceManager(environment));
        notified.manager.ready();
        return notified;
    }

    @Override
    public void close() throws Exception {
        manager.stopping();
        running.close();
    }
}
