package io.caisson.app.live;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells when what files hold has changed. The folders are watched rather than the files, as editors and orchestrators
 * replace files and links; and since a file that is mounted alone, or lies on a network, changes without a word, what
 * the files hold is compared now and then too. One daemon thread.
 */
final class FileWatch implements AutoCloseable {
    /** How long nothing must happen before files are read: a save is often several changes. */
    static final Duration QUIET = Duration.ofMillis(200);

    /** The longest that changes without a pause put off reading. */
    static final Duration QUIET_WAIT_MAX = Duration.ofSeconds(2);

    /** How often the files are compared where nobody tells of changes. */
    static final Duration COMPARE_EVERY = Duration.ofSeconds(5);

    private final @Nullable WatchService service;
    private final List<Path> places;
    private final Runnable changed;
    private final AtomicBoolean ordered = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;
    private boolean waiting;
    private String fingerprint;

    private FileWatch(@Nullable WatchService service, List<Path> places, String fingerprint, Runnable changed) {
        this.service = service;
        this.places = List.copyOf(places);
        this.fingerprint = fingerprint;
        this.changed = changed;
        this.thread = new Thread(this::watch, "caisson-files");
    }

    /**
     * Begins to watch.
     *
     * @param places files, and folders whose files count
     * @param fingerprint of what was read of them last, see {@link Fingerprint}
     * @param changed called on the watch's own thread, never twice at a time
     */
    static FileWatch start(List<Path> places, String fingerprint, Runnable changed) {
        FileWatch watch = new FileWatch(service(places), places, fingerprint, changed);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /**
     * Null where nobody can tell of changes, as when a machine has no watches left; then they are found by comparing.
     */
    private static @Nullable WatchService service(List<Path> places) {
        WatchService service;
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException none) {
            return null;
        }
        try {
            for (Path folder : folders(places)) {
                folder.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
            return service;
        } catch (IOException none) {
            close(service);
            return null;
        }
    }

    private static Set<Path> folders(List<Path> places) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path place : places) {
            Path absolute = place.toAbsolutePath();
            folders.add(Files.isDirectory(absolute) ? absolute : absolute.getParent());
        }
        return folders;
    }

    /** Has the files read now, changed or not. */
    void order() {
        ordered.set(true);
        wake();
    }

    /** Ends a wait; a thread that reads files is not interrupted, as that would end its reading. */
    private synchronized void wake() {
        if (waiting) {
            thread.interrupt();
        }
    }

    private void watch() {
        while (!closed) {
            try {
                if (beginWait()) {
                    await();
                }
            } catch (InterruptedException order) {
                // What was ordered is looked at below.
            } catch (ClosedWatchServiceException over) {
                return;
            } finally {
                endWait();
            }
            look();
        }
    }

    private synchronized boolean beginWait() {
        waiting = !ordered.get() && !closed;
        return waiting;
    }

    private synchronized void endWait() {
        waiting = false;
        Thread.interrupted();
    }

    private void await() throws InterruptedException {
        WatchService told = service;
        if (told == null) {
            Thread.sleep(COMPARE_EVERY);
            return;
        }
        WatchKey key = told.poll(COMPARE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        long end = System.nanoTime() + QUIET_WAIT_MAX.toNanos();
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = System.nanoTime() - end < 0 ? told.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS) : null;
        }
    }

    private void look() {
        boolean now = ordered.getAndSet(false);
        String found = Fingerprint.of(places);
        if (now || !found.equals(fingerprint)) {
            fingerprint = found;
            try {
                changed.run();
            } catch (RuntimeException bug) {
                System.getLogger("caisson").log(System.Logger.Level.ERROR, "policy files cannot be read again", bug);
            }
        }
    }

    /** Ends the watch. */
    @Override
    public void close() {
        closed = true;
        if (service != null) {
            close(service);
        }
        wake();
    }

    private static void close(WatchService service) {
        try {
            service.close();
        } catch (IOException ignored) {
            // Nothing is left to do.
        }
    }
}
