package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a file, or several merged, say.
 *
 * @param engines by name
 * @param listeners by name, in the order of the file
 * @param policies by name, in the order of the file
 * @param tokens path of the file of tokens; empty where there is none
 * @param issuers of signed tokens, by name
 * @param authorizers who is asked before calls are passed on, by name
 * @param approvals how people are asked; empty where nobody is
 * @param log how records are written
 * @param admin where metrics and readiness are served; empty where it is not said
 * @param limits bounds that differ from the defaults
 * @param loops event loops, where that is said
 * @param hints whether a refusal names the line that would allow the operation
 */
public record CaissonFile(
        Map<String, EngineSpec> engines,
        Map<String, ListenerSpec> listeners,
        Map<String, PolicySpec> policies,
        Optional<String> tokens,
        Map<String, IssuerSpec> issuers,
        Map<String, AuthorizerSpec> authorizers,
        Optional<ApprovalSpec> approvals,
        LogSpec log,
        Optional<Address> admin,
        LimitsSpec limits,
        Optional<Integer> loops,
        boolean hints) {
    public CaissonFile {
        engines = Collections.unmodifiableMap(new LinkedHashMap<>(engines));
        listeners = Collections.unmodifiableMap(new LinkedHashMap<>(listeners));
        authorizers = Collections.unmodifiableMap(new LinkedHashMap<>(authorizers));
        issuers = Collections.unmodifiableMap(new LinkedHashMap<>(issuers));
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    }
}
