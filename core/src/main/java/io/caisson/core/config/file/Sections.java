package io.caisson.core.config.file;

import static io.caisson.core.config.file.Key.choice;
import static io.caisson.core.config.file.Key.optional;
import static io.caisson.core.config.file.Key.required;
import static io.caisson.core.config.file.Key.section;

import java.util.List;
import java.util.Optional;

/** Every mapping of the file. The readers of the records, the schema and the reference all go by these. */
public final class Sections {
    /** TLS towards an engine. */
    public static final Section ENGINE_TLS = new Section(
            "engine-tls",
            "TLS towards an engine, whose certificate is always checked. A relative path lies beside the file that says"
                    + " it.",
            optional("ca", Key.Kind.FILE, "those that the system trusts", "who may issue the engine's certificate"),
            optional("certificate", Key.Kind.FILE, "none", "our certificate, then its issuers"),
            optional("key", Key.Kind.FILE, "none", "its private key"),
            optional(
                    "key-password",
                    Key.Kind.FILE,
                    "none",
                    "the password of an encrypted key, in the file's first line"),
            optional(
                    "server-name",
                    Key.Kind.NAME,
                    "the host of the address",
                    "the name that the engine's certificate must hold"));

    /** TLS of a listener. */
    public static final Section LISTENER_TLS = new Section(
            "listener-tls",
            "TLS of a listener: versions 1.3 and 1.2. A relative path lies beside the file that says it. All files are"
                    + " read again when they change.",
            required("certificate", Key.Kind.FILE, "the server's certificate, then its issuers"),
            required("key", Key.Kind.FILE, "its private key"),
            optional(
                    "key-password",
                    Key.Kind.FILE,
                    "none",
                    "the password of an encrypted key, in the file's first line"),
            optional(
                    "client-ca",
                    Key.Kind.FILE,
                    "no client certificate is asked for",
                    "the authorities that issue certificates to clients"),
            choice(
                    "client-certificate",
                    List.of("required", "optional"),
                    "`required`, where there is a `client-ca`",
                    "whether a client without a certificate is refused"),
            optional(
                    "crl",
                    Key.Kind.FILE,
                    "none",
                    "lists of revoked certificates, one of each authority in a client's chain"));

    /** One engine. */
    public static final Section ENGINE = new Section(
            "engine",
            "Where an engine listens. The address alone may stand in its place.",
            List.of(
                    required("address", Key.Kind.ADDRESS, "where the engine listens"),
                    optional(
                            "failover",
                            Key.Kind.NAMES,
                            "none",
                            "addresses of other managers of the same swarm, tried in turn when one cannot be reached"),
                    section("tls", Key.Kind.SECTION, ENGINE_TLS, "TLS to the engine")),
            "the engine's address");

    /** Facts of a container. */
    public static final Section MATCH_CONTAINER = new Section(
            "match-container",
            "Which container the caller runs in, as the engine describes it. A `*` stands for any characters but a "
                    + "slash, `**` for any at all; of the values of one key one must fit, of the keys all.",
            optional("name", Key.Kind.NAMES, "any", "the container's name"),
            optional("image", Key.Kind.NAMES, "any", "its image, as its creator wrote it"),
            optional("project", Key.Kind.NAMES, "any", "its Compose project"),
            optional("service", Key.Kind.NAMES, "any", "its Compose service"),
            optional("labels", Key.Kind.NAMES, "any", "labels as `key=value`, all of which it must have"));

    /** Facts of a certificate. */
    public static final Section MATCH_CERTIFICATE = new Section(
            "match-certificate",
            "What the caller's certificate says; the listener's authorities must have signed it.",
            optional("cn", Key.Kind.NAMES, "any", "the subject's common name"),
            optional("issuer", Key.Kind.NAMES, "any", "the issuer's common name"),
            optional("dns", Key.Kind.NAMES, "any", "a DNS name of the subject"),
            optional("uri", Key.Kind.NAMES, "any", "a URI of the subject, such as `spiffe://example.org/ci/**`"),
            optional("ip", Key.Kind.NAMES, "any", "an IP address of the subject"),
            optional("pin", Key.Kind.NAMES, "any", "the SHA-256 of the public key, 64 hexadecimal digits"));

    /** Facts of a signed statement. */
    public static final Section MATCH_JWT = new Section(
            "match-jwt",
            "What a signed token of an issuer says, such as those that CI systems give their jobs.",
            required("issuer", Key.Kind.NAME, "the issuer, by its name in `issuers`"),
            required("claims", Key.Kind.NAMES, "claims as `name=value`; of several with one name one must fit"));

    /** Whom a client rule speaks of. */
    public static final Section MATCH = new Section(
            "match",
            "Whom a client rule speaks of. A caller must fit every key that is written, and of its values one.",
            optional("network", Key.Kind.NAMES, "any", "networks or addresses, such as `10.0.0.0/8` or `2001:db8::7`"),
            optional("user", Key.Kind.NAMES, "any", "users of a unix socket's callers, by name or number"),
            optional("group", Key.Kind.NAMES, "any", "groups of a unix socket's callers, by name or number"),
            optional("pid", Key.Kind.NAMES, "any", "processes of a unix socket's callers, by number"),
            section("container", Key.Kind.SECTION, MATCH_CONTAINER, "the container that the caller runs in"),
            section("certificate", Key.Kind.SECTION, MATCH_CERTIFICATE, "the caller's certificate"),
            optional("token", Key.Kind.NAMES, "any", "names of tokens or passwords that `caisson token` made"),
            section("jwt", Key.Kind.SECTION, MATCH_JWT, "a signed token of an issuer"));

    /** What one caller may use. */
    public static final Section CLIENT_LIMITS = new Section(
            "client-limits",
            "What each caller that fits the rule may use; beyond it calls are answered 429 with `Retry-After`.",
            optional("requests-per-second", Key.Kind.NUMBER, "none", "requests, on average"),
            optional("burst", Key.Kind.NUMBER, "a second's", "requests at once after a pause"),
            optional("concurrent", Key.Kind.NUMBER, "none", "requests and streams that go on at the same time"),
            optional("streams", Key.Kind.NUMBER, "none", "streams that are open at the same time"),
            optional("upload-per-minute", Key.Kind.SIZE, "none", "bytes sent to the engine, on average"),
            optional("connections", Key.Kind.NUMBER, "none", "connections that are open at the same time"));

    /** One client rule. */
    public static final Section CLIENT = new Section(
            "client",
            "One rule of a listener. The first rule that fits a caller decides; whom none fits is refused.",
            section("match", Key.Kind.SECTION, MATCH, "whom the rule speaks of; everybody where it is left out"),
            optional("policy", Key.Kind.NAME, "", "the policy that judges their calls"),
            optional(
                    "policy-from-label",
                    Key.Kind.TEXT,
                    "",
                    "instead of `policy`: the label of the caller's container whose value names the policy"),
            optional("policies", Key.Kind.NAMES, "", "the only policies that the label may name"),
            section("limits", Key.Kind.SECTION, CLIENT_LIMITS, "what each of them may use"));

    /** One listener. */
    public static final Section LISTENER = new Section(
            "listener",
            "Where clients connect, and which policy judges their calls.",
            required("address", Key.Kind.LISTEN_ADDRESS, "where clients connect; port 0 is any free one"),
            optional("mode", Key.Kind.FILE_MODE, "`\"0660\"`", "rights of the socket file"),
            optional(
                    "owner",
                    Key.Kind.NAME,
                    "who runs the program",
                    "the user whom the socket file is given; a number too"),
            optional("group", Key.Kind.NAME, "that of its folder or user", "the group, likewise"),
            optional(
                    "make-folder",
                    Key.Kind.TRUTH,
                    "`false`",
                    "whether the socket file's folder is made where it is missing, open to those who may connect"),
            section("tls", Key.Kind.SECTION, LISTENER_TLS, "TLS on a TCP port"),
            choice(
                    "protocol",
                    List.of("api", "authz-plugin"),
                    "`api`",
                    "`authz-plugin`: the engine itself asks here before it does anything, as it asks its plugins"),
            optional(
                    "spec-file",
                    Key.Kind.TEXT,
                    "none",
                    "for a plugin: the file that tells the engine where the socket is, such as"
                            + " `/etc/docker/plugins/caisson.spec`"),
            optional("policy", Key.Kind.NAME, "", "the policy that judges the calls of every client"),
            section("clients", Key.Kind.LIST, CLIENT, "instead of `policy`: rules by who is calling, in order"),
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
                    "ask",
                    Key.Kind.RULES,
                    "nothing",
                    "operations that are passed on only after somebody has said yes, see [approvals](#approvals)"),
            optional(
                    "consult",
                    Key.Kind.NAMES,
                    "nobody",
                    "authorizers that must agree to every call that the rules allow"),
            optional(
                    "accepts",
                    Key.Kind.NAMES,
                    "none",
                    "risks that the policy may open, by the names that `check` gives them"),
            optional("engine", Key.Kind.NAME, "that of the listener", "the engine that its calls go to"));

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

    /** One issuer of signed tokens. */
    public static final Section ISSUER = new Section(
            "issuer",
            "Who signs tokens that callers may show, such as a CI system.",
            required("issuer", Key.Kind.TEXT, "what its tokens say in `iss`, to the letter"),
            required("audience", Key.Kind.NAMES, "what they must say in `aud`: a name that you gave this Caisson"),
            required("keys", Key.Kind.TEXT, "its public keys: `https://…` or the path of a file (a JWK set)"),
            optional("refresh", Key.Kind.TIME, "`1h`", "how long keys that were fetched are used"));

    /** One who is asked. */
    public static final Section AUTHORIZER = new Section(
            "authorizer",
            "Who is asked before a call is passed on, besides the rules. Silence, and whatever is no answer, is a no.",
            optional("opa", Key.Kind.TEXT, "", "a document of Open Policy Agent, `http://host:8181/v1/data/…`"),
            optional("plugin", Key.Kind.TEXT, "", "the socket of an authorization plugin, by its path"),
            optional("timeout", Key.Kind.TIME, "`2s`", "how long an answer may take"),
            optional("cache", Key.Kind.TIME, "not at all", "how long an answer counts for equal calls"));

    /** How people are asked. */
    public static final Section APPROVALS = new Section(
            "approvals",
            "How somebody is asked about the calls that a policy has under `ask`.",
            optional("socket", Key.Kind.TEXT, "none", "the socket that `caisson approve` speaks to, by its path"),
            optional("webhook", Key.Kind.TEXT, "none", "an address that is told of each held call and answers"),
            optional("wait", Key.Kind.TIME, "`1m`", "how long a call is held; then the answer is no"),
            optional(
                    "remember",
                    Key.Kind.TIME,
                    "not at all",
                    "how long a yes counts for the same caller and the very same call, body and all"),
            optional("times", Key.Kind.NUMBER, "`1000`", "how often it counts within that time"));

    /** The whole file. */
    public static final Section FILE = new Section(
            "file",
            "The whole of `caisson.yaml`. Several files, or a folder of them, count as one; a name may be in one only.",
            section("engine", Key.Kind.SECTION, ENGINE, "the engine, where there is only one"),
            section("engines", Key.Kind.SECTIONS, ENGINE, "engines by name, instead of `engine`"),
            section("listeners", Key.Kind.SECTIONS, LISTENER, "listeners by name"),
            section("policies", Key.Kind.SECTIONS, POLICY, "policies by name"),
            optional("tokens", Key.Kind.TEXT, "none", "the file of tokens that `caisson token` keeps"),
            section("issuers", Key.Kind.SECTIONS, ISSUER, "issuers of signed tokens by name"),
            section("authorizers", Key.Kind.SECTIONS, AUTHORIZER, "who is asked before calls are passed on, by name"),
            section("approvals", Key.Kind.SECTION, APPROVALS, "how people are asked"),
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
                ENGINE_TLS,
                LISTENER,
                LISTENER_TLS,
                CLIENT,
                MATCH,
                MATCH_CONTAINER,
                MATCH_CERTIFICATE,
                MATCH_JWT,
                CLIENT_LIMITS,
                ISSUER,
                AUTHORIZER,
                APPROVALS,
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
