package io.caisson.app.command;

import io.caisson.app.Serve;
import io.caisson.core.config.AclSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    public Integer call() throws IOException {
        if (socketPath == null && !environment.containsKey("GO_FILENAME")) {
            Files.createDirectories(Path.of(AclSettings.defaultFolder(environment)));
        }
        return Serve.untilStopped(
                AclSettings.load(names, Optional.ofNullable(socketPath), environment),
                Serve.Records.standardOutput(environment),
                System.err);
    }
}
