package io.caisson.language;

import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.policy.Policy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One state of the configuration, whole and valid.
 *
 * @param file what the files say
 * @param policies the compiled policies by name, in the order of the files
 * @param revision names the state: a hash over everything that was read
 */
public record Snapshot(CaissonFile file, Map<String, Policy> policies, String revision) {
    public Snapshot {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    }
}
