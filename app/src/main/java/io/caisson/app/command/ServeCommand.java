package io.caisson.app.command;

import io.caisson.app.Serve;
import io.caisson.app.Surroundings;
import io.caisson.app.live.FileServe;
import io.caisson.core.config.EnvironmentSettings;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Loaded;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stands in front of an engine. */
@Command(
        name = "serve",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Stand in front of an engine and pass on what the policy allows.",
        optionListHeading = "%nOptions, each with the variable that it stands above:%n",
        footer = {
            "",
            "The policies come from the files of --config. Without it one comes from the",
            "variables of Tecnativa's and LinuxServer's images:",
            "CONTAINERS=1, POST=1, ALLOW_START=1 and so on. Without any, only ping,",
            "version and events are allowed.",
            "",
            "Example: CONTAINERS=1 caisson serve --listen unix:///run/caisson/docker.sock"
        })
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Map<String, String> settings = options.over(environment);
        if (!FileSettings.files(settings).isEmpty()) {
            return FileServe.untilStopped(settings, Serve.Records.standardOutput(environment), System.err);
        }
        Loaded loaded = EnvironmentSettings.load(
                settings,
                Surroundings.inContainer(environment),
                Runtime.getRuntime().availableProcessors());
        return Serve.untilStopped(options.named(loaded), Serve.Records.standardOutput(environment), System.err);
    }
}
