package io.caisson.core.config;

import io.caisson.core.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings from environment variables: our own and those of Tecnativa's and LinuxServer's images. */
public final class EnvironmentSettings {
    /** The policy's name in records. */
    static final String POLICY = "environment";

    private EnvironmentSettings() {}

    /**
     * Reads the settings.
     *
     * @param environment all variables of the process; those that mean nothing here are left alone
     * @param inContainer whether the process runs in a container, which decides the default listener
     * @param cores how many cores there are, which decides the default number of loops; at least 1
     */
    public static Loaded load(Map<String, String> environment, boolean inContainer, int cores) {
        Variables variables = new Variables(environment);
        variables.refuseUnknownOwn();
        Common common = Common.read(variables, cores);
        BindConfig bind = Listeners.listen(variables, inContainer);
        Address engine = Listeners.engine(variables);
        Optional<ListenerTls> tls = Listeners.tls(variables);
        Optional<EngineTls> engineTls = Listeners.engineTls(variables, engine);
        SwitchBoard board = SwitchBoard.read(variables);
        List<Problem> problems = variables.problems();
        if (!problems.isEmpty()) {
            return new Loaded.Invalid(problems);
        }
        int socketMode = common.socketMode().orElse(bind.socketMode().orElse(Common.SOCKET_MODE));
        Policy policy = Policy.compile(POLICY, common.hints(), new SwitchPolicy(board));
        List<String> report = new Report()
                .open(policy)
                .switches(board)
                .warnings(variables.warnings())
                .listeners(bind.listen(), socketMode, tls)
                .roots(policy)
                .lines();
        return new Loaded.Valid(common.settings(bind.listen(), engine, socketMode, policy, tls, engineTls, report));
    }
}
