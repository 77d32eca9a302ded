package io.caisson.app.tool.check;

import io.caisson.core.config.Problem;
import io.caisson.core.config.file.Name;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.policy.Policy;
import io.caisson.core.risk.Finding;
import io.caisson.core.risk.PolicySubject;
import io.caisson.core.risk.Risk;
import io.caisson.core.risk.Risks;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import io.caisson.language.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the author of each policy has seen what it opens: a way to root must be accepted by name, or nothing starts.
 */
public final class Acceptance {
    private Acceptance() {}

    /** Policy files for serving: they hold only where every way to root in them is accepted. */
    public static Loaded load(List<Path> places, Map<String, String> environment) {
        Loaded loaded = PolicyFiles.load(places, environment);
        if (loaded instanceof Loaded.Valid(Snapshot snapshot)) {
            List<Problem> problems = problems(snapshot.file().policies(), snapshot.policies());
            return problems.isEmpty() ? loaded : new Loaded.Invalid(problems);
        }
        return loaded;
    }

    /**
     * What stands in the way of a start: ways to root that no name accepts, and names that mean no risk.
     *
     * @param specs the policies as the files say them
     * @param compiled the same, compiled
     */
    public static List<Problem> problems(Map<String, PolicySpec> specs, Map<String, Policy> compiled) {
        List<Problem> problems = new ArrayList<>();
        specs.forEach((name, spec) -> {
            for (Name accepted : spec.accepts()) {
                if (!Risk.isKnown(accepted.text())) {
                    problems.add(new Problem(
                            "policies." + name + ".accepts",
                            "no risk has the name `" + accepted.text() + "`",
                            Optional.of(accepted.position()),
                            "`caisson check` names those that a policy opens",
                            nearest(accepted.text())));
                }
            }
            Policy policy = compiled.get(name);
            if (policy != null) {
                unaccepted(spec, policy, problems);
            }
        });
        return problems;
    }

    private static void unaccepted(PolicySpec spec, Policy policy, List<Problem> problems) {
        List<String> accepts = spec.accepts().stream().map(Name::text).toList();
        for (Finding finding : Risks.root(new PolicySubject(policy))) {
            if (!finding.isAcceptedBy(accepts)) {
                problems.add(new Problem(
                        "policies." + spec.name(),
                        finding.operation().id() + " is as good as root on the host: " + finding.why(),
                        Optional.of(spec.position()),
                        "close it (`caisson check` says how), or write `accepts: [" + finding.id() + "]`",
                        ""));
            }
        }
    }

    /** The id that was probably meant: the only one that a name begins or that begins it. */
    private static String nearest(String name) {
        List<String> near = Risk.ids().stream()
                .filter(id -> id.startsWith(name)
                        || name.startsWith(id)
                        || id.replace("-", "").equals(name.replace("-", "")))
                .toList();
        return near.size() == 1 ? near.getFirst() : "";
    }
}
