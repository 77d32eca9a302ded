package io.caisson.app.live;

import io.caisson.app.Serve;
import io.caisson.app.SocketAddresses;
import io.caisson.core.config.Problem;
import io.caisson.core.config.Settings;
import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.server.authz.AuthzPlugin;
import io.caisson.server.listener.SocketRights;
import io.caisson.server.tls.CertificateText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The listeners of policy files that are authorization plugins: opened at the start, with policies that may change. */
final class Plugins implements AutoCloseable {
    private final List<AuthzPlugin> open = new ArrayList<>();
    private final Map<String, ListenerSpec> specs = new LinkedHashMap<>();

    /** How many recorders they need beside those of the loops: one, which they share. */
    static int recorders(CaissonFile file) {
        return plugins(file).isEmpty() ? 0 : 1;
    }

    private static List<ListenerSpec> plugins(CaissonFile file) {
        return file.listeners().values().stream()
                .filter(spec -> spec.plugin().isPresent())
                .toList();
    }

    /**
     * Opens those of a start.
     *
     * @throws IOException naming what cannot be opened; nothing stays open then
     */
    void begin(CaissonFile file, Settings settings, Entrances entrances, Serve serve) throws IOException {
        try {
            for (ListenerSpec spec : plugins(file)) {
                int mode = spec.file().mode().orElse(settings.socketMode());
                open.add(AuthzPlugin.open(
                        new io.caisson.server.listener.ListenerSpec(
                                spec.name(),
                                SocketAddresses.of(spec.address()),
                                new SocketRights(
                                        SocketAddresses.rights(mode),
                                        spec.file().owner(),
                                        spec.file().group(),
                                        spec.file().makesFolder()),
                                null),
                        entrances.policies(spec.name()),
                        entrances.engine(spec),
                        CertificateText::facts,
                        serve.extraRecorder(),
                        serve.exchangeIds()));
                specs.put(spec.name(), spec);
                Optional<String> specFile = spec.plugin().flatMap(plugin -> plugin.specFile());
                if (specFile.isPresent()) {
                    Files.writeString(Path.of(specFile.get()), spec.address() + "\n");
                }
            }
        } catch (IOException fault) {
            close();
            throw fault;
        }
    }

    /** What only a new start can change. */
    List<Problem> fixed(CaissonFile now) {
        List<Problem> problems = new ArrayList<>();
        Map<String, ListenerSpec> theirs = new LinkedHashMap<>();
        plugins(now).forEach(spec -> theirs.put(spec.name(), spec));
        boolean same = specs.keySet().equals(theirs.keySet())
                && specs.values().stream().allMatch(spec -> {
                    ListenerSpec other = theirs.get(spec.name());
                    return other != null
                            && spec.address().equals(other.address())
                            && spec.file().equals(other.file())
                            && spec.plugin().equals(other.plugin())
                            && spec.engine().equals(other.engine());
                });
        if (!same) {
            problems.add(new Problem(
                    "listeners", "a plugin came, went or moved, which only a new start can apply; restart"));
        }
        return problems;
    }

    @Override
    public void close() {
        open.forEach(AuthzPlugin::close);
    }
}
