package io.caisson.conformance.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder of certificates, made and changed by the product's own command. */
public final class Certificates {
    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** Makes an authority, a server's certificate for this machine and one for each client. */
    public static Certificates make(Path folder, int port, String... clients) {
        var certificates = new Certificates(folder);
        var words = new ArrayList<>(List.of(
                "init",
                "--dir",
                folder.toString(),
                "--port",
                Integer.toString(port),
                "--host",
                "localhost",
                "--host",
                "127.0.0.1"));
        for (var client : clients) {
            words.addAll(List.of("--client", client));
        }
        certificates.said = certificates.command(words).ok();
        return certificates;
    }

    private String said = "";

    /** What the command printed when it made them. */
    public String said() {
        return said;
    }

    /** {@code caisson certs WORD NAME…} on this folder. */
    public Result run(String word, String... names) {
        var words = new ArrayList<>(List.of(word, "--dir", folder.toString()));
        words.addAll(List.of(names));
        return command(words);
    }

    private Result command(List<String> words) {
        var all = new ArrayList<>(Caisson.command("certs"));
        all.addAll(words);
        var environment = Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home"));
        return new Command(environment, Path.of("/"), all).run();
    }

    public Path server() {
        return folder.resolve("server");
    }

    /** The folder that a client names in DOCKER_CERT_PATH. */
    public Path client(String name) {
        return folder.resolve("clients").resolve(name);
    }
}
