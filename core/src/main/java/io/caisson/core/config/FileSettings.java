package io.caisson.core.config;

import io.caisson.core.config.file.CaissonFile;
import io.caisson.core.config.file.EngineSpec;
import io.caisson.core.config.file.LimitsSpec;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.http.Limits;
import io.caisson.core.policy.Mode;
import io.caisson.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings from policy files, with our own variables of the environment above them. What clients may do is said by the
 * files alone: the variables of the images that open operations mean nothing beside them, and this is told.
 */
public final class FileSettings {
    /**
     * The variable that names the files; where it is set they are read. A constant, so that to ask for it loads
     * nothing.
     */
    public static final String NAME = "CAISSON_CONFIG";

    private FileSettings() {}

    /**
     * The files that the environment names, with commas between; empty where there are none and the environment alone
     * makes the policy.
     */
    public static List<String> files(Map<String, String> environment) {
        String value = environment.getOrDefault(NAME, "");
        return value.isBlank() ? List.of() : Common.list(value);
    }

    /**
     * Puts the settings together.
     *
     * @param policies the compiled policies by name; those of the listeners are among them
     * @param environment all variables of the process
     * @param cores how many cores there are; at least 1
     */
    public static Loaded load(
            CaissonFile file, Map<String, Policy> policies, Map<String, String> environment, int cores) {
        Variables variables = new Variables(environment);
        variables.refuseUnknownOwn();
        Common own = Common.read(variables, file.loops().orElse(cores));
        List<Problem> problems = new ArrayList<>(variables.problems());
        elsewhere(variables, problems);
        Optional<Address> engine = engine(file, variables, problems);
        if (file.listeners().isEmpty()) {
            problems.add(new Problem(
                    "listeners",
                    "no listener is named; write `listeners: {NAME: {address: ADDRESS, policy: POLICY}}`"));
        }
        if (!problems.isEmpty()) {
            return new Loaded.Invalid(problems);
        }
        int mode = own.socketMode().orElse(Common.SOCKET_MODE);
        List<Address> listen =
                file.listeners().values().stream().map(ListenerSpec::address).toList();
        ListenerSpec first = file.listeners().values().iterator().next();
        Optional<Address.Tcp> admin =
                variables.text(OwnVariable.CAISSON_ADMIN.name()).isPresent()
                        ? own.admin()
                        : file.admin().map(address -> (Address.Tcp) address);
        Common common = new Common(
                variables.text(Common.LOG_LEVEL).isPresent()
                        ? own.logLevel()
                        : file.log().level().orElse(own.logLevel()),
                own.logFormat().or(() -> file.log().format()),
                admin,
                own.loops(),
                limits(file.limits(), own.limits(), variables),
                own.socketMode(),
                file.hints());
        return new Loaded.Valid(common.settings(
                listen,
                engine.orElse(engineOf(file, first)),
                mode,
                policiesOf(policies, first).getFirst(),
                report(file, policies, variables, mode)));
    }

    /** Variables that say what only the files can say. */
    private static void elsewhere(Variables variables, List<Problem> problems) {
        for (OwnVariable each : List.of(
                OwnVariable.CAISSON_LISTEN,
                OwnVariable.CAISSON_TLS,
                OwnVariable.CAISSON_ENGINE_TLS,
                OwnVariable.CAISSON_HINTS)) {
            String name = each.name();
            if (variables.text(name).isPresent()) {
                problems.add(new Problem(name, "is said in the files that " + NAME + " names; unset it"));
            }
        }
    }

    /** The engine that the environment names instead of the files' only one. */
    private static Optional<Address> engine(CaissonFile file, Variables variables, List<Problem> problems) {
        Optional<Address> named = Listeners.namedEngine(variables);
        if (named.isPresent() && file.engines().size() > 1) {
            problems.add(new Problem(
                    OwnVariable.CAISSON_ENGINE.name(),
                    "the files name several engines, so that one cannot be set here"));
        }
        return named;
    }

    /** The engine of a listener, as the files say. */
    public static Address engineOf(CaissonFile file, ListenerSpec listener) {
        return engineSpecOf(file, listener).address();
    }

    /** The engine of a listener, as the files say. */
    public static EngineSpec engineSpecOf(CaissonFile file, ListenerSpec listener) {
        EngineSpec engine = file.engines().get(listener.engine());
        if (engine == null) {
            throw new IllegalArgumentException("no engine " + listener.engine());
        }
        return engine;
    }

    /** Every policy that may judge a call of a listener. */
    private static List<Policy> policiesOf(Map<String, Policy> policies, ListenerSpec listener) {
        return listener.policies().stream()
                .map(name -> Objects.requireNonNull(policies.get(name)))
                .toList();
    }

    /** Where metrics and health are served as far as the environment says, so that no file need be read to know it. */
    public static Optional<Address.Tcp> admin(Map<String, String> environment) {
        return Common.admin(new Variables(environment));
    }

    private static Limits limits(LimitsSpec said, Limits own, Variables variables) {
        boolean bodySet = variables.text(OwnVariable.CAISSON_BODY_MAX.name()).isPresent();
        boolean connectionsSet =
                variables.text(OwnVariable.CAISSON_CONNECTIONS_MAX.name()).isPresent();
        boolean stopSet = variables.text(OwnVariable.CAISSON_STOP_WAIT.name()).isPresent();
        Limits limits = own.with(
                bodySet ? own.bodyBytesMax() : said.bodyBytesMax().orElse(own.bodyBytesMax()),
                connectionsSet ? own.connectionsMax() : said.connectionsMax().orElse(own.connectionsMax()),
                stopSet ? own.stopWait() : said.stopWait().orElse(own.stopWait()));
        return said.inspectedBytesMax()
                .map(most -> limits.withInspected(Math.toIntExact(most)))
                .orElse(limits);
    }

    private static void report(Report report, ListenerSpec listener, Policy policy) {
        String some = listener.clients().isEmpty() ? "" : "some clients by ";
        report.add("listener " + listener.name() + ": " + some + "policy " + policy.name() + ", revision "
                + policy.revision());
        report.rules(policy);
        if (policy.mode() == Mode.SHADOW) {
            report.add("warning: policy " + policy.name() + " is in shadow: nothing is refused by it, only recorded");
        }
    }

    private static List<String> report(CaissonFile file, Map<String, Policy> policies, Variables variables, int mode) {
        Report report = new Report();
        for (ListenerSpec listener : file.listeners().values()) {
            for (Policy policy : policiesOf(policies, listener)) {
                report(report, listener, policy);
            }
            report.listeners(List.of(listener.address()), listener.mode().orElse(mode), listener.tls());
        }
        List<String> idle = new ArrayList<>();
        for (Switch each : Switch.values()) {
            if (variables.isSet(each.name())) {
                idle.add(each.name());
            }
        }
        if (!idle.isEmpty()) {
            report.add("warning: " + String.join(", ", idle) + ": not used, as the policies come from files");
        }
        return report.lines();
    }
}
