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

    private final WatchService service;
    private final List<Path> places;
    private final Runnable changed;
    private final AtomicBoolean ordered = new AtomicBoolean();
    private final Thread thread;
    private volatile boolean closed;
    private String fingerprint;

    private FileWatch(WatchService service, List<Path> places, String fingerprint, Runnable changed) {
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
    static FileWatch start(List<Path> places, String fingerprint, Runnable changed) throws IOException {
        FileWatch watch = new FileWatch(FileSystems.getDefault().newWatchService(), places, fingerprint, changed);
        try {
            for (Path folder : folders(places)) {
                folder.register(
                        watch.service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        } catch (IOException fault) {
            watch.service.close();
            throw fault;
        }
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
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
        thread.interrupt();
    }

    private void watch() {
        while (!closed) {
            try {
                WatchKey key = service.poll(COMPARE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (key != null) {
                    awaitQuiet(key);
                }
            } catch (InterruptedException order) {
                // What was ordered is looked at below.
            } catch (ClosedWatchServiceException over) {
                return;
            }
            look();
        }
    }

    private void awaitQuiet(WatchKey first) throws InterruptedException {
        long end = System.nanoTime() + QUIET_WAIT_MAX.toNanos();
        WatchKey key = first;
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = System.nanoTime() - end < 0 ? service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS) : null;
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
        try {
            service.close();
        } catch (IOException ignored) {
            // Nothing is left to do.
        }
        thread.interrupt();
    }
}
