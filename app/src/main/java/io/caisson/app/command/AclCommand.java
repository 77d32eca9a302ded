package io.caisson.app.command;

import io.caisson.app.Serve;
import io.caisson.core.config.AclSettings;
import io.caisson.core.config.Address;
import io.caisson.core.config.Loaded;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in for docker-proxy-acl, with its options, routes and answers. */
@Command(
        name = "acl",
        sortOptions = false,
        description =
                "Stand in for docker-proxy-acl: a socket that lists and inspects what is named, and nothing else.",
        footer = {"", "Example: caisson acl -a containers -a networks -filename /run/acl.sock"})
final class AclCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = {"-a", "--a"},
            arity = "1..*",
            paramLabel = "NAME",
            description = "What may be read: containers, images, volumes, networks, services, tasks, events, version,"
                    + " info, ping. May be given more than once.")
    private List<String> names = List.of();

    @Option(
            names = {"-filename", "--filename"},
            paramLabel = "PATH",
            description = "The socket to listen on. Default: docker.sock in the folder docker-proxy-acl of the folder"
                    + " for temporary files.")
    private @Nullable String socketPath;

    AclCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Loaded loaded = AclSettings.load(names, Optional.ofNullable(socketPath), environment);
        if (socketPath == null
                && loaded instanceof Loaded.Valid(Settings settings)
                && settings.listen().getFirst() instanceof Address.Unix(String path)) {
            Optional<Problem> problem = prepare(Path.of(path.substring(0, path.lastIndexOf('/'))));
            if (problem.isPresent()) {
                loaded = new Loaded.Invalid(List.of(problem.get()));
            }
        }
        return Serve.untilStopped(loaded, Serve.Records.standardOutput(environment), System.err);
    }

    /**
     * Makes the default socket's folder. It lies where everybody may write, so one that somebody else has put there is
     * refused: its owner could put another socket in the place of ours.
     */
    private static Optional<Problem> prepare(Path folder) {
        try {
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && owner.equals(System.getProperty("user.name"))
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            "-filename",
                            "the default folder `" + folder
                                    + "` is not this user's own; remove it or name another path"));
        } catch (IOException fault) {
            return Optional.of(new Problem(
                    "-filename", "the default folder `" + folder + "` cannot be made; name another path: " + fault));
        }
    }
}
