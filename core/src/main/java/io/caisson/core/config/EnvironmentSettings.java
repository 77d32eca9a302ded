package io.caisson.core.config;

import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Voice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings from environment variables: our own and those of Tecnativa's and LinuxServer's images. */
public final class EnvironmentSettings {
    private EnvironmentSettings() {}

    /**
     * Reads the settings.
     *
     * @param environment all variables of the process; those that mean nothing here are left alone
     * @param inContainer whether the process runs in a container, which decides the default listener
     * @param cores how many cores there are, which decides the default number of loops; at least 1
     */
    public static Loaded load(Map<String, String> environment, boolean inContainer, int cores) {
        return new Loaded.Valid(new Settings(
                List.of(inContainer ? new Address.Tcp("::", 2375) : new Address.Tcp("127.0.0.1", 2375)),
                new Address.Unix("/var/run/docker.sock"),
                LogLevel.INFO,
                Optional.empty(),
                Optional.empty(),
                cores,
                Limits.DEFAULTS,
                0660,
                Policy.compile(
                        "environment", Voice.CAISSON, true, operation -> new Policy.Verdict.Refused("default", "")),
                List.of()));
    }
}
