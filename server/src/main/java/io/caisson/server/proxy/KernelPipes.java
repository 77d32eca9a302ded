package io.caisson.server.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel pipes of one loop. One that is empty serves whoever comes next; only slow peers keep theirs, and when all
 * are theirs the others are served without.
 */
final class KernelPipes {
    /** Most pipes of a loop, and so the most that its slow peers can pin in the kernel: 16 MiB. */
    static final int COUNT_MAX = 16;

    private final List<KernelPipe> free = new ArrayList<>();
    private int open;

    /** An empty pipe, or null when there is none to be had. */
    @Nullable
    KernelPipe take() {
        if (!free.isEmpty()) {
            return free.removeLast();
        }
        if (open >= COUNT_MAX) {
            return null;
        }
        try {
            KernelPipe pipe = KernelPipe.open();
            open++;
            return pipe;
        } catch (IOException none) {
            return null;
        }
    }

    /** Takes a pipe back; one that still holds bytes is closed. */
    void giveBack(KernelPipe pipe) {
        if (pipe.count() == 0) {
            free.add(pipe);
        } else {
            pipe.close();
            open--;
        }
    }

    /** Closes what is not in use. */
    void close() {
        free.forEach(KernelPipe::close);
        open -= free.size();
        free.clear();
    }
}
