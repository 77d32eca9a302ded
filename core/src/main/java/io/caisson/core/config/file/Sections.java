package io.caisson.core.config.file;

import static io.caisson.core.config.file.Key.choice;
import static io.caisson.core.config.file.Key.optional;
import static io.caisson.core.config.file.Key.required;
import static io.caisson.core.config.file.Key.section;

import java.util.List;
import java.util.Optional;

/** Every mapping of the file. The readers of the records, the schema and the reference all go by these. */
public final class Sections {
    /** One engine. */
    public static final Section ENGINE = new Section(
            "engine",
            "Where an engine listens. The address alone may stand in its place.",
            List.of(required("address", Key.Kind.ADDRESS, "where the engine listens")),
            "the engine's address");

    /** One listener. */
    public static final Section LISTENER = new Section(
            "listener",
            "Where clients connect, and which policy judges their calls.",
            required("address", Key.Kind.ADDRESS, "where clients connect; port 0 is any free one"),
            optional("mode", Key.Kind.FILE_MODE, "`\"0660\"`", "rights of the socket file"),
            required("policy", Key.Kind.NAME, "the policy that judges the calls"),
            optional("engine", Key.Kind.NAME, "the only engine", "the engine that the calls go to"));

    /** One rule in its long form. */
    public static final Section RULE = new Section(
            "rule",
            "What is allowed or denied, and when. Without `when`, the operation alone may stand in its place.",
            List.of(
                    optional(
                            "operation",
                            Key.Kind.TEXT,
                            "",
                            "an operation's id, a group such as `container:view`, or a method and a path"),
                    optional("operations", Key.Kind.NAMES, "", "several of them, instead of `operation`"),
                    optional(
                            "when",
                            Key.Kind.CONDITION,
                            "always",
                            "the rule counts only for calls of which this is true")),
            "an operation's id, a group, or a method and a path");

    /** One policy. */
    public static final Section POLICY = new Section(
            "policy",
            "What clients may do. Deny wins over allow, and what no rule allows is denied.",
            optional("description", Key.Kind.TEXT, "", "for people"),
            optional("use", Key.Kind.NAMES, "none", "policies and presets (`preset:NAME`) whose rules are taken over"),
            optional("allow", Key.Kind.RULES, "nothing", "what is allowed"),
            optional("deny", Key.Kind.RULES, "nothing", "what is denied, whatever allows it"),
            section("workload", Key.Kind.SECTION, WorkloadSections.WORKLOAD, "what may run, on every route"),
            choice(
                    "mode",
                    List.of("enforce", "shadow"),
                    "`enforce`",
                    "`shadow` judges and records, and passes on what would be denied"),
            optional(
                    "accepts",
                    Key.Kind.NAMES,
                    "none",
                    "risks that the policy may open, by the names that `check` gives them"));

    /** One preset, a file of its own. */
    public static final Section PRESET = new Section(
            "preset",
            "A policy that comes with the program.",
            required("description", Key.Kind.TEXT, "what it is, in one sentence"),
            required("for", Key.Kind.TEXT, "whom it serves"),
            required("exposes", Key.Kind.TEXT, "what its user can see or do"),
            required("closed", Key.Kind.TEXT, "what stays closed"),
            new Key(
                    "source",
                    Key.Kind.CHOICE,
                    true,
                    "",
                    "whether it was tried with the real program or derived from its source",
                    List.of("tried", "derived"),
                    Optional.empty()),
            optional("use", Key.Kind.NAMES, "none", "presets whose rules it takes over"),
            optional("allow", Key.Kind.RULES, "nothing", "what is allowed"),
            optional("deny", Key.Kind.RULES, "nothing", "what is denied"),
            section("workload", Key.Kind.SECTION, WorkloadSections.WORKLOAD, "what may run, on every route"),
            optional("accepts", Key.Kind.NAMES, "none", "risks that it opens"));

    /** How records are written. */
    public static final Section LOG = new Section(
            "log",
            "How exchanges are recorded.",
            choice(
                    "level",
                    List.of("debug", "info", "notice", "warning", "err", "crit", "alert", "emerg"),
                    "`info`",
                    "the least severe record that is written"),
            choice("format", List.of("json", "text"), "text on a terminal, otherwise JSON", "how records are written"));

    /** Bounds. */
    public static final Section LIMITS = new Section(
            "limits",
            "Bounds that differ from the defaults.",
            optional("body-max", Key.Kind.SIZE, "none", "largest request body"),
            optional("inspected-max", Key.Kind.SIZE, "`1MiB`", "largest request body that is read to judge it"),
            optional("connections-max", Key.Kind.NUMBER, "`16384`", "most client connections"),
            optional("stop-wait", Key.Kind.TIME, "`10s`", "longest time that streams go on after the order to stop"));

    /** The whole file. */
    public static final Section FILE = new Section(
            "file",
            "The whole of `caisson.yaml`. Several files, or a folder of them, count as one; a name may be in one only.",
            section("engine", Key.Kind.SECTION, ENGINE, "the engine, where there is only one"),
            section("engines", Key.Kind.SECTIONS, ENGINE, "engines by name, instead of `engine`"),
            section("listeners", Key.Kind.SECTIONS, LISTENER, "listeners by name"),
            section("policies", Key.Kind.SECTIONS, POLICY, "policies by name"),
            section("log", Key.Kind.SECTION, LOG, "how exchanges are recorded"),
            optional(
                    "admin",
                    Key.Kind.ADDRESS,
                    "none",
                    "where metrics, health and readiness are served, `tcp://host:port`"),
            section("limits", Key.Kind.SECTION, LIMITS, "bounds that differ from the defaults"),
            optional("loops", Key.Kind.NUMBER, "one a processor", "event loops"),
            optional("hints", Key.Kind.TRUTH, "`true`", "whether a refusal names the line that would allow the call"));

    private Sections() {}

    /** All of them, in the order of the reference. */
    public static List<Section> all() {
        return List.of(
                FILE,
                ENGINE,
                LISTENER,
                POLICY,
                RULE,
                WorkloadSections.WORKLOAD,
                WorkloadSections.MAXIMA,
                WorkloadSections.HARDEN,
                LOG,
                LIMITS,
                PRESET);
    }
}
