package io.caisson.server.client;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process that connected a unix socket, as the kernel noted it. Needs the native library whose path the property
 * {@code caisson.accelerator} gives. Where the kernel gives a descriptor of the process, its number is known to be that
 * process's for as long as this is open.
 */
final class PeerSocket implements AutoCloseable {
    private static final int GROUPS_FROM = 4;

    private final long[] facts;

    private PeerSocket(long[] facts) {
        this.facts = facts;
    }

    /** Looks for the library, once, at the first caller that it is needed for. */
    private static final class Library {
        static final @Nullable String PROBLEM = load();

        // Loading native code is what this is for; whoever starts the process allows it, or not.
        @SuppressWarnings("restricted")
        private static @Nullable String load() {
            String path = System.getProperty("caisson.accelerator", "");
            if (path.isEmpty()) {
                return "the native library is not there; name it with -Dcaisson.accelerator=PATH";
            }
            try {
                System.load(path);
                return null;
            } catch (UnsatisfiedLinkError | IllegalCallerException unusable) {
                return "`" + path + "` cannot be used: " + unusable.getMessage();
            }
        }
    }

    /** Why the process behind a socket cannot be told here, or null. */
    static @Nullable String problem() {
        return Library.PROBLEM;
    }

    /**
     * Asks the kernel.
     *
     * @throws IOException where it does not say
     */
    static PeerSocket of(SocketChannel channel) throws IOException {
        String problem = problem();
        if (problem != null) {
            throw new IOException(problem);
        }
        int descriptor = descriptor(channel);
        long[] facts = descriptor < 0 ? null : credentials(descriptor);
        if (facts == null) {
            throw new IOException("the kernel does not say who connected");
        }
        return new PeerSocket(facts);
    }

    /** Its number in our namespace of processes; 0 where it has none. */
    int pid() {
        return (int) facts[0];
    }

    long uid() {
        return facts[1] & 0xffff_ffffL;
    }

    long gid() {
        return facts[2] & 0xffff_ffffL;
    }

    List<Long> groups() {
        List<Long> groups = new ArrayList<>();
        for (int i = GROUPS_FROM; i < facts.length; i++) {
            groups.add(facts[i] & 0xffff_ffffL);
        }
        return groups;
    }

    /**
     * Whether the number is still that of the process which connected, so that what was read under it was about that
     * process. Kernels before 6.5 do not tell: there the number is believed as long as the process has the same user.
     */
    boolean isStillThere() {
        try {
            if (facts[3] < 0) {
                return line("/proc/" + pid() + "/status", "Uid:").matches("\\d+\\s+" + uid() + "\\s.*");
            }
            return line("/proc/self/fdinfo/" + facts[3], "Pid:").equals(String.valueOf(pid()));
        } catch (IOException gone) {
            return false;
        }
    }

    private static String line(String file, String key) throws IOException {
        for (String line : Files.readAllLines(Path.of(file))) {
            if (line.startsWith(key)) {
                return line.substring(key.length()).strip();
            }
        }
        return "";
    }

    @Override
    public void close() {
        if (facts[3] >= 0) {
            close((int) facts[3]);
        }
    }

    private static native int descriptor(SocketChannel channel);

    private static native long @Nullable [] credentials(int socket);

    private static native void close(int descriptor);
}
