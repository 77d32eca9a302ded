package io.caisson.core.config;

import io.caisson.core.http.Limits;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Voice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings from the arguments of docker-proxy-acl. */
public final class AclSettings {
    private AclSettings() {}

    /**
     * Reads the settings.
     *
     * @param names the values of {@code -a}, each one name or several with commas between
     * @param socketPath the value of {@code -filename}, if given
     * @param environment all variables of the process; {@code TMPDIR} and our own count
     */
    public static Loaded load(List<String> names, Optional<String> socketPath, Map<String, String> environment) {
        return new Loaded.Valid(new Settings(
                List.of(new Address.Unix(socketPath.orElse("/tmp/docker-proxy-acl/docker.sock"))),
                new Address.Unix("/var/run/docker.sock"),
                LogLevel.INFO,
                Optional.empty(),
                Optional.empty(),
                1,
                Limits.DEFAULTS,
                0660,
                Policy.compile("acl", Voice.PROXY_ACL, true, operation -> new Policy.Verdict.Refused("default", "")),
                List.of()));
    }
}
