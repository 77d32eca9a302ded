package io.caisson.core.config.compile;

import io.caisson.core.config.file.ClientSpec;
import io.caisson.core.config.file.ListenerSpec;
import io.caisson.core.policy.Policy;
import io.caisson.core.policy.client.ClientRule;
import io.caisson.core.policy.client.ClientRules;
import io.caisson.core.policy.client.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From the client rules of a file to rules that give compiled policies. */
public final class ClientCompiler {
    private ClientCompiler() {}

    /**
     * The client rules of a listener.
     *
     * @param policies all compiled policies by name; those that the rules name are among them
     */
    public static ClientRules rules(ListenerSpec listener, Map<String, Policy> policies) {
        return new ClientRules(listener.clients().stream()
                .map(client -> new ClientRule(client.selector(), grant(client, policies), client.allowance()))
                .toList());
    }

    private static Grant grant(ClientSpec client, Map<String, Policy> policies) {
        if (client.policy().isPresent()) {
            return new Grant.Fixed(
                    Objects.requireNonNull(policies.get(client.policy().get())));
        }
        Map<String, Policy> among = new LinkedHashMap<>();
        List<String> names = client.among();
        names.forEach(name -> among.put(name, Objects.requireNonNull(policies.get(name))));
        return new Grant.ByLabel(client.label(), among);
    }
}
