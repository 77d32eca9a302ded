package io.caisson.conformance.rig;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** All that the tests of one run share: the engine, and one product process for each set of settings asked for. */
public final class Rig implements AutoCloseable {
    /** Every section of the compatibility surface, switched on. */
    private static final Map<String, String> EVERYTHING = everything();

    private final boolean direct = Boolean.getBoolean("conformance.direct");
    private final boolean newest =
            System.getProperty("conformance.engine", "default").equals("newest");
    private final Path module = Path.of("").toAbsolutePath();
    private final Engine engine;
    private final Map<Map<String, String>, Front> fronts = new LinkedHashMap<>();
    private final AtomicInteger names = new AtomicInteger();

    Rig() {
        engine = Engine.start(module, newest);
    }

    public Engine engine() {
        return engine;
    }

    /** Whether the engine is the newest one, with its own command line, Compose v2 and Buildx. */
    public boolean newest() {
        return newest;
    }

    /** Whether the tests run without the product, to show that they expect what the engine does. */
    public boolean direct() {
        return direct;
    }

    /** The folder of this module, from which tests take their files. */
    public Path module() {
        return module;
    }

    /** The product with everything open. */
    public Front open() {
        return front(EVERYTHING);
    }

    /** The product as it is with these variables set. The process is shared by all that ask for the same. */
    public synchronized Front front(Map<String, String> settings) {
        var key = Map.copyOf(settings);
        var front = fronts.get(key);
        if (front == null) {
            front = direct ? new DirectFront(engine) : Caisson.start(engine, "c" + fronts.size(), key);
            fronts.put(key, front);
        }
        return front;
    }

    /** The product with one preset as the policy of its clients, and these risks accepted. */
    public Front preset(String name, String... accepted) {
        var policy = "{use: [\"preset:" + name + "\"], accepts: [" + String.join(", ", accepted) + "]}";
        return policy("preset-" + name, policy);
    }

    /** The product with a policy from a file. The process is shared by all that ask for the same. */
    public synchronized Front policy(String name, String policy) {
        var key = Map.of("policy", policy);
        var front = fronts.get(key);
        if (front == null) {
            front = direct ? new DirectFront(engine) : Caisson.startWithPolicy(engine, name, policy);
            fronts.put(key, front);
        }
        return front;
    }

    /** The docker command line against one front. */
    public Docker docker(Front front) {
        return new Docker(engine, front.host());
    }

    /** The docker command line against the product with everything open. */
    public Docker docker() {
        return new Docker(engine, open().host());
    }

    /** The docker command line against the product as it is with these variables set. */
    public Docker docker(Map<String, String> settings) {
        return new Docker(engine, front(settings).host());
    }

    /** The docker command line against the engine itself, for what a test prepares or runs beside the product. */
    public Docker engineDocker() {
        return new Docker(engine, "unix://" + engine.socket());
    }

    /** A name that nothing else in this run has. */
    public String name(String word) {
        return "cx-" + word + "-" + names.incrementAndGet();
    }

    /** The ends of all logs, for the message of a failure. */
    String logs() {
        var text = new StringBuilder("--- engine ---\n").append(Logs.tail(engine.log()));
        for (var front : fronts.values()) {
            text.append("\n--- ")
                    .append(front.log().getFileName())
                    .append(" ---\n")
                    .append(Logs.tail(front.log()));
        }
        return text.toString();
    }

    @Override
    public void close() {
        try (engine) {
            fronts.values().forEach(Front::close);
        }
    }

    private static Map<String, String> everything() {
        var all = new HashMap<String, String>();
        for (var section :
                ("AUTH BUILD COMMIT CONFIGS CONTAINERS DISTRIBUTION EVENTS EXEC GRPC IMAGES INFO NETWORKS NODES"
                                + " PING PLUGINS POST SECRETS SERVICES SESSION SWARM SYSTEM TASKS VERSION VOLUMES")
                        .split(" ")) {
            all.put(section, "1");
        }
        return Map.copyOf(all);
    }
}
