package io.caisson.app.live;

import io.caisson.app.Announcement;
import io.caisson.app.Health;
import io.caisson.app.Main;
import io.caisson.core.config.Address;
import io.caisson.core.config.FileSettings;
import io.caisson.core.config.Problem;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.Snapshot;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The health check of a Caisson whose listeners files name. Where the environment names the address for metrics it asks
 * there and reads no file.
 */
public final class FileHealth {
    private FileHealth() {}

    /** Asks the Caisson that was started with the same environment; answers the exit code. */
    public static int check(Map<String, String> environment, PrintStream out, PrintStream err) {
        Optional<Address.Tcp> admin = FileSettings.admin(environment);
        if (admin.isPresent()) {
            // Reading the files takes time, and while they hold a problem the program serves by an older state of them.
            return Health.check(admin.get(), "/ready", out, err);
        }
        return switch (PolicyFiles.load(FileServe.places(environment), environment)) {
            case Loaded.Invalid(List<Problem> problems) -> {
                Announcement.problems(problems, err);
                yield Main.BAD_SETTINGS;
            }
            case Loaded.Valid(Snapshot snapshot) ->
                Health.check(FileSettings.load(snapshot.file(), snapshot.policies(), environment, 1), out, err);
        };
    }
}
