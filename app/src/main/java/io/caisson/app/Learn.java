package io.caisson.app;

import io.caisson.app.tool.Page;
import io.caisson.app.tool.learn.LearnRecord;
import io.caisson.app.tool.learn.Learner;
import io.caisson.app.tool.learn.Proposer;
import io.caisson.app.tool.learn.Seen;
import io.caisson.core.audit.ExchangeIds;
import io.caisson.core.config.Settings;
import io.caisson.core.policy.Policy;
import io.caisson.server.listener.BindFault;
import io.caisson.server.listener.Listener;
import io.caisson.server.proxy.Door;
import io.caisson.server.proxy.Gate;
import io.caisson.server.upstream.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A gate that lets everything pass and remembers it. The record is on disk within seconds of what it records, so that a
 * proposal can be made of it at any time; one is made at the end, too.
 */
public final class Learn implements AutoCloseable {
    private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

    private final LearnRecord record;
    private final Outputs files;
    private final Learner learner;
    private final Gate gate;
    private final AtomicBoolean news = new AtomicBoolean(true);
    private final PrintStream err;
    private final Thread saver = new Thread(this::saveNowAndThen, "caisson-learn");
    private volatile boolean closing;

    /**
     * What is written.
     *
     * @param record everything that was seen, this run's and earlier ones'
     * @param policy the proposal; standard output where it is empty
     * @param name of the policy in the proposal
     */
    public record Outputs(Path record, Optional<Path> policy, String name) {}

    private Learn(LearnRecord record, Outputs files, Settings settings, PrintStream err) throws IOException {
        this.record = record;
        this.files = files;
        this.err = err;
        this.learner = new Learner(record, this::seen);
        TlsSetup tls = new TlsSetup(settings.loops());
        Engine engine = SecureServe.engine(settings, tls);
        Policy policy = learner.policy();
        this.gate = Gate.open(new Gate.Plan(
                settings.limits(),
                settings.loops(),
                loop -> learner.recorder(),
                ExchangeIds.of(System.nanoTime()),
                Door.all(SecureServe.listeners(settings, tls), () -> policy, engine)));
    }

    /** Learns until the process is told to stop; answers the exit code when it cannot. */
    public static int untilStopped(Settings settings, Outputs files, PrintStream err) {
        try {
            LearnRecord record = new LearnRecord();
            if (Files.exists(files.record())) {
                record.addFile(files.record());
            }
            record.begin();
            Learn learn = new Learn(record, files, settings, err);
            learn.announce(settings);
            learn.saver.setDaemon(true);
            learn.saver.start();
            StopSignal.closing(learn);
        } catch (BindFault fault) {
            err.println("caisson: " + fault.getMessage());
            return Main.FAULT;
        } catch (IOException fault) {
            err.println("caisson: cannot learn: " + fault.getMessage());
            return Main.FAULT;
        }
        return StopSignal.await();
    }

    private void announce(Settings settings) throws IOException {
        Page page = new Page();
        StringBuilder where = new StringBuilder();
        for (Listener listener : gate.listeners()) {
            String address = Listener.text(listener.address());
            where.append(where.isEmpty() ? "" : ", ")
                    .append(address.startsWith("unix:") ? address : "tcp://" + address);
        }
        page.paragraph("caisson: learns on " + where + " in front of " + settings.engine()
                + "; everything is allowed there, so let nobody else near it");
        page.paragraph("caisson: what is seen goes to " + files.record() + ", which has commands and labels in it"
                + (record.calls().isEmpty()
                        ? ""
                        : "; it goes on from " + Page.count(record.calls().size(), "call")));
        page.paragraph("caisson: use it as your client does, then stop it (Ctrl-C) to read the proposal");
        err.print(page);
        err.flush();
    }

    private void seen(Seen seen) {
        news.set(true);
        err.print("learnt  " + Page.safe(seen.method() + " " + seen.target()) + "  by " + Page.safe(seen.who()) + "\n");
    }

    private void saveNowAndThen() {
        while (!closing) {
            try {
                Thread.sleep(SAVE_EVERY);
                save();
            } catch (InterruptedException stop) {
                return;
            } catch (IOException fault) {
                err.println("caisson: the record cannot be written: " + fault);
            }
        }
    }

    private synchronized void save() throws IOException {
        if (news.getAndSet(false)) {
            record.write(files.record());
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        saver.interrupt();
        gate.close();
        news.set(true);
        save();
        propose(record, files, err);
        if (learner.unresolved() > 0) {
            err.println("caisson: " + Page.count(learner.unresolved(), "request")
                    + " named no operation of the API and cannot be allowed");
        }
    }

    /** Writes a file; what was there stays beside it, for somebody may have worked on it. */
    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && !Files.readString(file).equals(text)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, text);
    }

    /** Writes the proposal, and says how it did; answers the exit code. */
    public static int propose(LearnRecord record, Outputs files, PrintStream err) throws IOException {
        if (record.calls().isEmpty()) {
            err.println("caisson: nothing was seen, so there is nothing to propose");
            return Main.NO;
        }
        Proposer.Outcome outcome = Proposer.propose(record, files.name());
        if (files.policy().isPresent()) {
            write(files.policy().get(), outcome.text());
        } else {
            System.out.print(outcome.text());
            System.out.flush();
        }
        err.println("caisson: the proposal"
                + files.policy().map(file -> " in " + file).orElse("") + " allows "
                + (outcome.calls() - outcome.refused()) + " of the " + Page.count(outcome.calls(), "call")
                + " that were seen");
        return outcome.refused() == 0 ? Main.OK : Main.NO;
    }
}
