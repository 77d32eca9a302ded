package io.caisson.core.policy;

import io.caisson.core.archive.ArchiveRules;
import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import io.caisson.core.workload.WorkloadArchives;
import io.caisson.core.workload.WorkloadPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A compiled policy: one decision per operation, and the rules where facts decide. Immutable; shared by all loops.
 */
public final class Policy {
    /** The rule of a refusal that no line of the policy made. */
    public static final String NO_RULE = "default";

    private static final Judgement[] NO_JUDGEMENTS = {};

    private final String name;
    private final Voice voice;
    private final Mode mode;
    private final List<Rule> rules;
    private final Optional<WorkloadPolicy> workload;
    private final boolean hints;
    /**
     * Per operation; null where no rule covers it, until it is first asked for: most never are, and a program with a
     * thousand policies has a quarter of a million. Several loops may each make one.
     */
    private final @Nullable Decision[] decisions;
    /** Per operation, null where its decision needs no facts. */
    private final @Nullable Judgement[] judgements;

    private final @Nullable ArchiveRules archives;
    private final @Nullable Ownership ownership;
    private final Duties duties;
    /** Put together when it is asked for; several loops may each do so once. */
    private @Nullable String revision;

    private Policy(
            String name,
            Voice voice,
            Mode mode,
            @Nullable String revision,
            List<Rule> rules,
            boolean hints,
            Optional<WorkloadPolicy> workload,
            @Nullable Decision[] decisions,
            @Nullable Judgement[] judgements,
            @Nullable ArchiveRules archives,
            @Nullable Ownership ownership,
            Duties duties) {
        this.duties = duties;
        this.name = name;
        this.voice = voice;
        this.mode = mode;
        this.revision = revision;
        this.rules = rules;
        this.hints = hints;
        this.workload = workload;
        this.decisions = decisions;
        this.judgements = judgements;
        this.archives = archives;
        this.ownership = ownership;
    }

    /** What the author of a policy says of one operation. */
    public sealed interface Verdict {
        /** Allowed by {@code rule}. */
        record Allowed(String rule) implements Verdict {}

        /** Refused; {@code hint} names the line that would allow it, or is empty. Asked for when a client is told. */
        record Refused(String rule, Supplier<String> hint) implements Verdict {
            /** With a hint that is known already. */
            public Refused(String rule, String hint) {
                this(rule, () -> hint);
            }
        }
    }

    /** Compiles a policy by asking for a verdict on every operation of the catalogue. */
    public static Policy compile(String name, boolean hints, Function<Operation, Verdict> verdicts) {
        return compile(name, Voice.CAISSON, hints, verdicts);
    }

    /** The same, with refusals in another voice. */
    public static Policy compile(String name, Voice voice, boolean hints, Function<Operation, Verdict> verdicts) {
        List<Operation> operations = Operation.all();
        Decision[] decisions = new Decision[operations.size()];
        for (Operation operation : operations) {
            decisions[operation.ordinal()] = decision(name, hints, operation, verdicts.apply(operation));
        }
        return new Policy(
                name,
                voice,
                Mode.ENFORCE,
                null,
                List.of(),
                hints,
                Optional.empty(),
                decisions,
                NO_JUDGEMENTS,
                null,
                null,
                Duties.NONE);
    }

    /**
     * Compiles a policy from its rules.
     *
     * @param revision names the state of the rules, for records
     * @param rules in the order in which they are asked; of the deny rules, and then of the allow rules
     */
    public static Policy of(String name, Mode mode, boolean hints, String revision, List<Rule> rules) {
        return of(name, mode, hints, revision, rules, Optional.empty());
    }

    /**
     * The same with a standard for workloads: what the rules allow is then judged by it, on every route by which a
     * workload can come into being or change.
     */
    public static Policy of(
            String name,
            Mode mode,
            boolean hints,
            String revision,
            List<Rule> rules,
            Optional<WorkloadPolicy> workload) {
        int count = Operation.all().size();
        Decision[] decisions = new Decision[count];
        Judgement[] judgements = NO_JUDGEMENTS;
        RuleRef none = new RuleRef(name, NO_RULE);
        Ownership ownership = workload.flatMap(Ownership::of).orElse(null);
        for (Rule covering : rules) {
            for (Operation operation : covering.conditions().keySet()) {
                if (decisions[operation.ordinal()] != null) {
                    continue;
                }
                Judgement judgement = new Judgement(operation, hints, none, rules, workload.orElse(null));
                Decision decision = judgement.withoutFacts();
                if (ownership != null) {
                    decision = ownership.narrowed(operation, decision, none);
                }
                decisions[operation.ordinal()] = decision;
                if (decision instanceof Decision.Conditional) {
                    judgements = judgements.length == 0 ? new Judgement[count] : judgements;
                    judgements[operation.ordinal()] = judgement;
                }
            }
        }
        return new Policy(
                name,
                Voice.CAISSON,
                mode,
                revision,
                List.copyOf(rules),
                hints,
                workload,
                decisions,
                judgements,
                workload.flatMap(WorkloadArchives::of).orElse(null),
                ownership,
                Duties.NONE);
    }

    /** The same policy, with rules for the archives that it lets pass. */
    public Policy judgingArchives(ArchiveRules newArchives) {
        return new Policy(
                name,
                voice,
                mode,
                revision,
                rules,
                hints,
                workload,
                decisions,
                judgements,
                newArchives,
                ownership,
                duties);
    }

    /** Whose objects are seen and labelled; null where owners mean nothing. */
    public @Nullable Ownership ownership() {
        return ownership;
    }

    /** What it lets archives and builds bring with them; null where they pass unjudged. */
    public @Nullable ArchiveRules archives() {
        return archives;
    }

    /** The same policy with duties: permits for the operations that they concern are bound. */
    public Policy with(Duties newDuties) {
        @Nullable Decision[] bound = decisions.clone();
        for (int i = 0; i < bound.length; i++) {
            Decision decision = bound[i];
            if (decision != null) {
                bound[i] = bound(decision, newDuties);
            }
        }
        return new Policy(
                name, voice, mode, revision, rules, hints, workload, bound, judgements, archives, ownership, newDuties);
    }

    private static Decision bound(Decision decision, Duties duties) {
        return decision instanceof Decision.Allow allow
                        && duties.concern(allow.permit().operation())
                ? new Decision.Allow(allow.permit().bind())
                : decision;
    }

    /** What has to be done before calls are passed on. */
    public Duties duties() {
        return duties;
    }

    public String name() {
        return name;
    }

    /** How this policy's refusals are worded. */
    public Voice voice() {
        return voice;
    }

    /** What this policy's refusals come to. */
    public Mode mode() {
        return mode;
    }

    /** The rules that it was compiled from; empty where it was not made from rules. */
    public List<Rule> rules() {
        return rules;
    }

    /** By what workloads are judged; empty where they are not. */
    public Optional<WorkloadPolicy> workload() {
        return workload;
    }

    /** Names the state of the policy in records: it changes whenever what the policy says does. */
    public String revision() {
        String known = revision;
        if (known == null) {
            known = Revision.of(decisions);
            revision = known;
        }
        return known;
    }

    /** Judges an operation: a look-up that allocates nothing, but for the first refusal of each operation. */
    public Decision decide(Operation operation) {
        Decision known = decisions[operation.ordinal()];
        return known == null ? uncovered(operation) : known;
    }

    /** Whether a rule says anything of the operation; where none does it is refused. Makes no decision for it. */
    public boolean covers(Operation operation) {
        return decisions[operation.ordinal()] != null;
    }

    private Decision uncovered(Operation operation) {
        Decision made = new Judgement(operation, hints, new RuleRef(name, NO_RULE), List.of(), workload.orElse(null))
                .withoutFacts();
        decisions[operation.ordinal()] = made;
        return made;
    }

    /** Judges a call with its facts; never {@link Decision.Conditional}. */
    public Decision decide(Question question) {
        Operation operation = question.call().operation();
        Decision known = decide(operation);
        if (!(known instanceof Decision.Conditional)) {
            return known;
        }
        Decision.Deny others = ownership == null ? null : ownership.refusal(question, known.rule());
        return others == null ? bound(judgement(operation).judge(question), duties) : others;
    }

    /** Whether what belongs to others is not there for its clients. */
    public boolean hidesOthers() {
        return ownership != null && ownership.hides();
    }

    /**
     * The permit for a call that this policy refuses, where it is in shadow; null where refusals are meant. It is for
     * whoever records that the call would have been refused.
     */
    public @Nullable Permit permitInShadow(Operation operation) {
        return mode == Mode.SHADOW ? new Permit(operation, decide(operation).rule()) : null;
    }

    /** What a call comes to that no rule covers; it says nothing of any object. */
    public Decision.Deny refusal(Operation operation) {
        Decision known = decide(operation);
        if (hidesOthers()) {
            return Ownership.notFound(operation, known.rule());
        }
        if (known instanceof Decision.Conditional) {
            return judgement(operation).uncovered();
        }
        return known instanceof Decision.Deny no
                ? no
                : new Decision.Deny(Reason.OPERATION_DENIED, known.rule(), new Wording(operation, false, () -> ""));
    }

    /**
     * Judges a call as {@link #decide(Question)} does, and says how; for tools, it tests every condition. Objects that
     * nobody asked the engine for count as ordinary ones.
     */
    public Trace explain(Question asked) {
        Question question = OrdinaryObjects.settle(this, asked);
        Operation operation = question.call().operation();
        if (!rules.isEmpty()) {
            return new Judgement(operation, false, new RuleRef(name, NO_RULE), rules, workload.orElse(null))
                    .trace(question, decide(question));
        }
        Decision decision = decide(operation);
        if (decision.rule().rule().equals(NO_RULE)) {
            return new Trace(decision, List.of());
        }
        Effect effect = decision instanceof Decision.Allow ? Effect.ALLOW : Effect.DENY;
        return new Trace(decision, List.of(new Trace.Step(effect, decision.rule(), "", Condition.Outcome.HOLDS, true)));
    }

    private Judgement judgement(Operation operation) {
        return Objects.requireNonNull(judgements[operation.ordinal()]);
    }

    private static Decision decision(String name, boolean hints, Operation operation, Verdict verdict) {
        // Not a switch: the run-time support of switches over types would cost the start of the program 10 ms.
        if (verdict instanceof Verdict.Allowed allowed) {
            return new Decision.Allow(new Permit(operation, new RuleRef(name, allowed.rule())));
        }
        Verdict.Refused refused = (Verdict.Refused) verdict;
        return new Decision.Deny(
                Reason.OPERATION_DENIED,
                new RuleRef(name, refused.rule()),
                new Wording(operation, hints, refused.hint()));
    }
}
