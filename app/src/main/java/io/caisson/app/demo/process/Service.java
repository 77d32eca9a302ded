package io.caisson.app.demo.process;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A server program: it says that it is ready, writes a log line now and then, and goes when asked to. */
public final class Service implements Program {
    private static final DateTimeFormatter ACCESS_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter PLAIN_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.US).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CACHE_TIME =
            DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.US).withZone(ZoneOffset.UTC);
    private static final List<String> PAGES =
            List.of("/", "/cart", "/checkout", "/products/1042", "/products/77", "/healthz", "/static/shop.css");

    private final Std stream;
    private final Lines lines;
    private final int pauseMillisMin;
    private final int pauseMillisMax;
    private final boolean announced;

    /** What a service writes. */
    private interface Lines {
        String ready(Instant now);

        String next(Instant now, SplittableRandom random);

        String stopped(Instant now);
    }

    private Service(Std stream, Lines lines, int pauseMillisMin, int pauseMillisMax, boolean announced) {
        this.announced = announced;
        this.stream = stream;
        this.lines = lines;
        this.pauseMillisMin = pauseMillisMin;
        this.pauseMillisMax = pauseMillisMax;
    }

    static Service web() {
        return new Service(Std.OUT, new Web(), 2_000, 6_000, false);
    }

    static Service database() {
        return new Service(Std.ERR, new Database(), 15_000, 30_000, false);
    }

    static Service cache() {
        return new Service(Std.OUT, new Cache(), 10_000, 20_000, false);
    }

    /**
     * The same service, as one that has run for a while: its log is filled, and it does not announce itself again.
     *
     * @param lineCount how many lines it wrote lately
     */
    public Service since(Instant start, Instant now, int lineCount, LogBuffer log) {
        SplittableRandom random = new SplittableRandom(start.getEpochSecond());
        append(log, start, lines.ready(start));
        long pause = pauseMillisMin;
        for (int i = lineCount; i > 0; i--) {
            Instant time = now.minusMillis(pause * i - random.nextLong(pause));
            append(log, time, lines.next(time, random));
        }
        return new Service(stream, lines, pauseMillisMin, pauseMillisMax, true);
    }

    private void append(LogBuffer log, Instant time, String line) {
        log.append(time, stream, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int run(Console console) throws InterruptedException {
        SplittableRandom random = new SplittableRandom();
        if (!announced) {
            write(console, lines.ready(Instant.now()));
        }
        try {
            while (true) {
                Thread.sleep(random.nextInt(pauseMillisMin, pauseMillisMax));
                write(console, lines.next(Instant.now(), random));
            }
        } catch (InterruptedException signal) {
            write(console, lines.stopped(Instant.now()));
            return 0;
        }
    }

    private void write(Console console, String line) throws InterruptedException {
        if (stream == Std.OUT) {
            console.out(line + "\n");
        } else {
            console.err(line + "\n");
        }
    }

    private static final class Web implements Lines {
        @Override
        public String ready(Instant now) {
            return "/docker-entrypoint.sh: Configuration complete; ready for start up";
        }

        @Override
        public String next(Instant now, SplittableRandom random) {
            String page = PAGES.get(random.nextInt(PAGES.size()));
            return "172.18.0.1 - - [" + ACCESS_TIME.format(now) + "] \"GET " + page + " HTTP/1.1\" 200 "
                    + random.nextInt(180, 9000) + " \"-\" \"Mozilla/5.0\"";
        }

        @Override
        public String stopped(Instant now) {
            return "signal received, shutting down";
        }
    }

    private static final class Database implements Lines {
        @Override
        public String ready(Instant now) {
            return PLAIN_TIME.format(now) + " UTC [1] LOG:  database system is ready to accept connections";
        }

        @Override
        public String next(Instant now, SplittableRandom random) {
            return PLAIN_TIME.format(now) + " UTC [27] LOG:  checkpoint complete: wrote " + random.nextInt(3, 400)
                    + " buffers";
        }

        @Override
        public String stopped(Instant now) {
            return PLAIN_TIME.format(now) + " UTC [1] LOG:  database system is shut down";
        }
    }

    private static final class Cache implements Lines {
        @Override
        public String ready(Instant now) {
            return "1:M " + CACHE_TIME.format(now) + " * Ready to accept connections tcp";
        }

        @Override
        public String next(Instant now, SplittableRandom random) {
            return "1:M " + CACHE_TIME.format(now) + " * " + random.nextInt(2, 120)
                    + " changes in 60 seconds. Saving...";
        }

        @Override
        public String stopped(Instant now) {
            return "1:M " + CACHE_TIME.format(now) + " # Redis is now ready to exit, bye bye...";
        }
    }
}
