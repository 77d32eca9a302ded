package io.caisson.core.config.compile;

import io.caisson.core.config.NearestName;
import io.caisson.core.config.Problem;
import io.caisson.core.config.file.Name;
import io.caisson.core.config.file.PolicySpec;
import io.caisson.core.config.file.RuleSpec;
import io.caisson.core.config.file.Selection;
import io.caisson.core.config.tree.Position;
import io.caisson.core.docker.Operation;
import io.caisson.core.policy.Duties;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Rule;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compiles the policies of a file. Presets and policies that a policy uses give it their rules, its own come first;
 * names that mean nothing, circles, conditions that do not hold together and rules that can never decide are problems.
 */
public final class PolicyCompiler {
    private static final String PRESET = "preset:";

    private final Map<String, PolicySpec> policies;
    private final Map<String, PolicySpec> presets;
    private final boolean hints;
    private final Problems problems = new Problems();
    private final RuleCompiler rules;

    /**
     * Prepares a compilation.
     *
     * @param policies of the file, by name
     * @param presets by their whole names, {@code preset:NAME}
     * @param hints whether a refusal names the line that would allow the call
     */
    public PolicyCompiler(
            Map<String, PolicySpec> policies,
            Map<String, PolicySpec> presets,
            ConditionCompiler conditions,
            boolean hints) {
        this.policies = policies;
        this.presets = presets;
        this.hints = hints;
        this.rules = new RuleCompiler(conditions, problems);
    }

    /** Everything that was found wrong so far. */
    public List<Problem> problems() {
        return problems.all();
    }

    /**
     * Compiles all policies; they hold only where there are no problems then.
     *
     * @param revisions from the text of a policy's rules to the name of their state
     */
    public Map<String, Policy> compile(Function<String, String> revisions) {
        Map<String, Policy> compiled = new LinkedHashMap<>();
        policies.forEach((name, spec) -> compiled.put(name, policy(spec, revisions)));
        return compiled;
    }

    /** Compiles one policy or preset by its specification. */
    public Policy policy(PolicySpec spec, Function<String, String> revisions) {
        List<Rule> all = new ArrayList<>();
        List<Rule> own = new ArrayList<>();
        StringBuilder text = new StringBuilder(spec.mode().name());
        for (PolicySpec part : parts(spec)) {
            String from = part == spec ? "" : part.name() + "/";
            for (Effect effect : List.of(Effect.DENY, Effect.ALLOW)) {
                for (RuleSpec rule : effect == Effect.DENY ? part.deny() : part.allow()) {
                    Rule compiled = rules.rule(effect, spec.name(), from, part, rule);
                    text.append('\n').append(effect).append(' ').append(rule.line());
                    all.add(compiled);
                    if (part == spec) {
                        own.add(compiled);
                    }
                }
            }
        }
        new IdleRules(problems).check(spec, own, all);
        Optional<WorkloadPolicy> workload = workload(spec);
        workload.ifPresent(said -> text.append('\n').append(said.text()));
        Duties duties = duties(spec, text);
        Policy policy = Policy.of(spec.name(), spec.mode(), hints, revisions.apply(text.toString()), all, workload);
        return duties.equals(Duties.NONE) ? policy : policy.with(duties);
    }

    /** What the policy says itself of workloads, or the one thing that what it uses says. */
    private Optional<WorkloadPolicy> workload(PolicySpec spec) {
        if (spec.workload().isPresent()) {
            return spec.workload();
        }
        List<PolicySpec> said =
                parts(spec).stream().filter(part -> part.workload().isPresent()).toList();
        if (said.stream()
                        .map(part -> part.workload().orElseThrow().text())
                        .distinct()
                        .count()
                > 1) {
            problems.add(
                    setting(spec),
                    spec.position(),
                    "`" + said.get(0).name() + "` and `" + said.get(1).name()
                            + "` say different things of `workload`; write one here");
        }
        return said.isEmpty() ? Optional.empty() : said.getFirst().workload();
    }

    /** Those of the policy and of all that it uses: a policy that uses another is never less careful. */
    private Duties duties(PolicySpec spec, StringBuilder text) {
        Set<Operation> ask = EnumSet.noneOf(Operation.class);
        List<String> consult = new ArrayList<>();
        for (PolicySpec part : parts(spec)) {
            for (RuleSpec rule : part.ask()) {
                // A path that names an object asks for all objects.
                ask.addAll(Selection.of(rule.selector()).operations().keySet());
                text.append("\nask ").append(rule.line());
            }
            for (Name name : part.consult()) {
                consult.add(name.text());
                text.append("\nconsult ").append(name.text());
            }
        }
        return new Duties(ask, consult);
    }

    /** The policy and all that it uses, each once, itself first. */
    private List<PolicySpec> parts(PolicySpec spec) {
        Map<String, PolicySpec> parts = new LinkedHashMap<>();
        collect(spec, parts, new ArrayList<>());
        return List.copyOf(parts.values());
    }

    private void collect(PolicySpec spec, Map<String, PolicySpec> parts, List<String> path) {
        parts.putIfAbsent(spec.name(), spec);
        path.add(spec.name());
        for (Name name : spec.use()) {
            Optional<PolicySpec> used = find(spec, name);
            if (used.isEmpty()) {
                continue;
            }
            if (path.contains(name.text())) {
                problems.add(setting(spec), name.position(), "`use` goes in a circle: " + circle(path, name.text()));
            } else if (!parts.containsKey(name.text())) {
                collect(used.get(), parts, path);
            }
        }
        path.removeLast();
    }

    private static String circle(List<String> path, String name) {
        List<String> names = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
        names.add(name);
        return String.join(" → ", names);
    }

    private Optional<PolicySpec> find(PolicySpec spec, Name name) {
        boolean preset = name.text().startsWith(PRESET);
        Map<String, PolicySpec> known = preset ? presets : policies;
        PolicySpec found = known.get(name.text());
        if (found == null) {
            unknown(spec, name.position(), name.text(), List.copyOf(known.keySet()), preset);
        }
        return Optional.ofNullable(found);
    }

    private void unknown(PolicySpec spec, Position position, String name, List<String> known, boolean preset) {
        String nearest = known.isEmpty() ? "" : NearestName.to(name, known);
        if (!preset && presets.containsKey(PRESET + name)) {
            nearest = PRESET + name;
        }
        problems.add(new Problem(
                setting(spec),
                "no " + (preset ? "preset" : "policy") + " has the name `" + name + "`",
                Optional.of(position),
                nearest.isEmpty() && !known.isEmpty() ? "known: " + String.join(", ", known) : "",
                nearest));
    }

    static String setting(PolicySpec spec) {
        return spec.name().startsWith(PRESET) ? spec.name() : "policies." + spec.name();
    }
}
