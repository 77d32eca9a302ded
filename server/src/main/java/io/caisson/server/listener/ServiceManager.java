package io.caisson.server.listener;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The service manager that started this process, as far as its variables tell: which listening sockets it passed
 * (sd_listen_fds(3)), and where it wants to be told of the state (sd_notify(3)).
 *
 * @param environment all variables of the process
 */
public record ServiceManager(Map<String, String> environment) {
    private static final String COUNT = "LISTEN_FDS";
    private static final String NAMES = "LISTEN_FDNAMES";
    private static final String PROCESS = "LISTEN_PID";
    private static final String NOTIFY = "NOTIFY_SOCKET";
    /** Where the descriptors begin. */
    private static final int FIRST = 3;

    private static final int COUNT_MAX = 1024;

    public ServiceManager {
        environment = Map.copyOf(environment);
    }

    /**
     * A socket that was passed, by the name that its unit gives it or by its place, from 0.
     *
     * @throws BindFault when there is none of that name
     */
    public InheritedAddress socket(String name) throws BindFault {
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name) || name.equals(Integer.toString(i))) {
                return new InheritedAddress(name, FIRST + i);
            }
        }
        throw new BindFault("`fd://" + name + "` is no socket that the service manager passed; "
                + (names.isEmpty() ? "it passed none" : "it passed " + String.join(", ", names))
                + "; write `FileDescriptorName=" + name + "` in the socket's unit");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        String process = environment.getOrDefault(PROCESS, "");
        if (process.equals(Long.toString(ProcessHandle.current().pid()))) {
            List<String> given = List.of(environment.getOrDefault(NAMES, "").split(":", -1));
            for (int i = 0; i < count(); i++) {
                names.add(i < given.size() ? given.get(i) : "");
            }
        }
        return names;
    }

    private int count() {
        try {
            return Math.clamp(Integer.parseInt(environment.getOrDefault(COUNT, "0")), 0, COUNT_MAX);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Tells it that clients can connect. */
    public void ready() {
        tell("READY=1");
    }

    /** Tells it that the process is about to end. */
    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String state) {
        String path = environment.getOrDefault(NOTIFY, "");
        if (path.startsWith("/") || path.startsWith("@")) {
            Descriptors.send(path, state.getBytes(StandardCharsets.UTF_8));
        }
    }
}
