package io.caisson.server.client;

import io.caisson.core.identity.IpAddress;
import io.caisson.core.identity.Known;
import io.caisson.core.identity.Origin;
import io.caisson.core.identity.Principal;
import io.caisson.core.identity.UnixPeer;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.server.upstream.Engine;
import io.caisson.server.upstream.EngineQuery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Learns who is at the other end of a connection, once, when it comes: as much as the client rules ask for. What takes
 * a question to the engine is done on a thread of its own, and never by an event loop.
 */
public final class Callers {
    /** Longest time that the engine has to say which container it is. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Connections that are looked into at the same time; others wait their turn. */
    private static final int AT_ONCE = 16;

    private final ContainerFinder containers;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** Learns of callers whose containers run on this engine. */
    public Callers(Engine engine) {
        this.containers = new ContainerFinder(new EngineQuery(engine, PATIENCE));
    }

    /** Why the process behind a unix socket cannot be told in this program, or empty. */
    public static String problem() {
        String problem = PeerSocket.problem();
        return problem == null ? "" : problem;
    }

    /**
     * Learns who connected, and hands it over, perhaps on another thread and always exactly once.
     *
     * @param caller listener and address
     */
    public void identify(SocketChannel channel, Principal caller, ClientRules rules, Consumer<Principal> then) {
        if (rules.asksForContainer()) {
            Thread.ofVirtual().name("caisson-caller").start(() -> then.accept(inTurn(channel, caller, rules)));
        } else {
            then.accept(learnt(channel, caller, rules));
        }
    }

    private Principal inTurn(SocketChannel channel, Principal caller, ClientRules rules) {
        turns.acquireUninterruptibly();
        try {
            return learnt(channel, caller, rules);
        } catch (RuntimeException bug) {
            return caller.knowing(Known.NOTHING.in(new Origin.Unclear("our own code failed: " + bug)));
        } finally {
            turns.release();
        }
    }

    private Principal learnt(SocketChannel channel, Principal caller, ClientRules rules) {
        try {
            SocketAddress remote = channel.getRemoteAddress();
            if (remote instanceof InetSocketAddress inet) {
                IpAddress address = IpAddress.of(inet.getAddress().getAddress());
                Known known = Known.NOTHING.from(address);
                return caller.knowing(rules.asksForContainer() ? known.in(containers.of(address)) : known);
            }
            // Where no rule asks for it, conditions and records still may, and it costs next to nothing.
            boolean asked = rules.asksForContainer() || rules.asksForProcess();
            return asked || PeerSocket.problem() == null ? caller.knowing(process(channel, rules)) : caller;
        } catch (IOException fault) {
            // Whoever is gone meanwhile, or cannot be told, fits no rule that asks for more than nothing.
            return caller.knowing(Known.NOTHING.in(new Origin.Unclear(String.valueOf(fault.getMessage()))));
        }
    }

    private Known process(SocketChannel channel, ClientRules rules) throws IOException {
        try (PeerSocket peer = PeerSocket.of(channel)) {
            UnixPeer process = new UnixPeer(peer.pid(), peer.uid(), peer.gid(), peer.groups(), user(peer.uid()));
            Known known = Known.NOTHING.by(process);
            return rules.asksForContainer() ? known.in(containers.of(peer)) : known;
        }
    }

    /** A user's name as this machine's own file has it, for people; the number where it has none. */
    private static String user(long uid) {
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                String[] fields = line.split(":", 4);
                if (fields.length == 4 && fields[2].equals(String.valueOf(uid))) {
                    return fields[0];
                }
            }
        } catch (IOException none) {
            // A number does as well.
        }
        return String.valueOf(uid);
    }
}
