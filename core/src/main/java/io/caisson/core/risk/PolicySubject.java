package io.caisson.core.risk;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.HeaderFacts;
import io.caisson.core.inspect.Json;
import io.caisson.core.inspect.JsonLimits;
import io.caisson.core.inspect.Read;
import io.caisson.core.inspect.StrictJson;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Decision;
import io.caisson.core.policy.Effect;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.Question;
import io.caisson.core.policy.Rule;
import io.caisson.core.policy.RuleRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A compiled policy, tried with the catalogue's calls: the policy's own decision says whether one passes. */
public final class PolicySubject implements Subject {
    private static final String OBJECT = "x";
    private static final String ID = "0".repeat(64);

    /** How many callers, objects and images one call is tried with at most. */
    private static final int TRIES_MAX = 2_000;

    private final Policy policy;
    private final HeadParser parser = new HeadParser(Limits.DEFAULTS);
    private final Resolver resolver = new Resolver();
    private final Call call = new Call();

    public PolicySubject(Policy policy) {
        this.policy = policy;
    }

    @Override
    public Stance stance(Operation operation) {
        if (!policy.covers(operation)) {
            return Stance.CLOSED;
        }
        return switch (policy.decide(operation)) {
            case Decision.Allow allow -> Stance.OPEN;
            case Decision.Deny deny -> Stance.CLOSED;
            case Decision.Conditional conditional -> Stance.CONDITIONAL;
        };
    }

    @Override
    public RuleRef rule(Operation operation) {
        for (Rule rule : policy.rules()) {
            if (rule.effect() == Effect.ALLOW && rule.conditions().containsKey(operation)) {
                return rule.ref();
            }
        }
        return policy.decide(operation).rule();
    }

    @Override
    public List<String> conditions(Operation operation) {
        List<String> texts = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            if (rule.conditions().containsKey(operation)) {
                texts.add(rule.conditions().get(operation).text());
            }
        }
        return texts;
    }

    @Override
    public boolean passes(Attempt attempt, List<String> words, boolean anyObject) {
        Optional<CallFacts> facts = facts(attempt);
        if (facts.isEmpty()) {
            return false;
        }
        List<String> names = new ArrayList<>(List.of(OBJECT));
        names.addAll(words);
        List<Target> targets = targets(anyObject ? List.of(OBJECT) : names);
        int tries = 0;
        for (Optional<BodyFacts> body : bodies(attempt, names)) {
            for (Principal caller : callers(names)) {
                for (Target target : targets) {
                    Question question = new Question(caller, facts.get(), body, Optional.of(target));
                    if (policy.decide(question) instanceof Decision.Allow) {
                        return true;
                    }
                    if (++tries == TRIES_MAX) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    private Optional<CallFacts> facts(Attempt attempt) {
        String path = attempt.operation().path().replaceAll("\\{[^}]*\\}", OBJECT);
        String query = attempt.query().isEmpty() ? "" : "?" + attempt.query();
        byte[] bytes = (attempt.operation().method().name() + " " + path + query + " HTTP/1.1\r\nHost: engine\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        RequestHead head = new RequestHead();
        parser.parse(bytes, 0, bytes.length, head);
        if (head.malformed() != null || resolver.resolve(head, call) != null) {
            return Optional.empty();
        }
        return CallFacts.of(call, HeaderFacts.NONE) instanceof Read.Value<CallFacts>(CallFacts facts)
                ? Optional.of(facts)
                : Optional.empty();
    }

    private static List<Optional<BodyFacts>> bodies(Attempt attempt, List<String> names) {
        if (attempt.body().isEmpty()) {
            return List.of(Optional.of(BodyFacts.none(attempt.operation())));
        }
        List<Optional<BodyFacts>> bodies = new ArrayList<>();
        for (String name : attempt.body().contains(Attempt.IMAGE) ? names : List.of(OBJECT)) {
            // A word with an escape in it is left out: it is no name of an image.
            if (name.indexOf('\\') >= 0 || name.indexOf('"') >= 0) {
                continue;
            }
            byte[] text = attempt.body().replace(Attempt.IMAGE, name).getBytes(StandardCharsets.UTF_8);
            if (StrictJson.read(text, JsonLimits.REQUEST) instanceof Read.Value<Json>(Json json)
                    && BodyFacts.of(attempt.operation(), json) instanceof Read.Value<BodyFacts>(BodyFacts facts)) {
                bodies.add(Optional.of(facts));
            }
        }
        return bodies;
    }

    private static List<Principal> callers(List<String> names) {
        List<Principal> callers = new ArrayList<>();
        callers.add(new Principal("default", "unix"));
        callers.add(new Principal("default", "192.0.2.7:53122"));
        names.forEach(name -> callers.add(new Principal(name, "unix")));
        return callers;
    }

    /** Objects of every kind of name that the conditions know, with labels made of those names. */
    private static List<Target> targets(List<String> names) {
        List<Target> targets = new ArrayList<>();
        for (String name : names) {
            targets.add(target(name, Map.of(), name));
        }
        for (int i = 0; i + 1 < names.size(); i++) {
            Map<String, String> labels = new HashMap<>();
            for (int j = i; j + 1 < names.size(); j += 2) {
                labels.put(names.get(j), names.get(j + 1));
            }
            targets.add(target(OBJECT, labels, OBJECT));
            targets.add(target(names.get(i), labels, names.get(i + 1)));
        }
        return targets;
    }

    private static Target target(String name, Map<String, String> labels, String other) {
        return new Target(Target.Kind.CONTAINER, ID, name, labels, other, "running", other, other, other);
    }
}
