package io.caisson.app.tool;

import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Policies;
import io.caisson.language.Loaded;
import io.caisson.language.PolicyFiles;
import java.util.Map;

/** Policies for tests, from text. */
public final class PolicyTexts {
    /** A policy with every kind of rule. */
    public static final String CI = """
            policies:
              ci:
                allow:
                  - SystemPing
                  - container:view
                  - ContainerStop
                  - operation: ContainerRestart
                    when: target.name.startsWith("web-") && target.labels.get("tier", "") != "db"
                  - operation: ContainerCreate
                    when: body.Image.startsWith("registry.example.com/")
                  - ContainerExec
                  - ExecStart
                deny:
                  - operation: ContainerStop
                    when: target.name == "prod"
            """;

    private PolicyTexts() {}

    /** The policies of a text, which must hold. */
    public static Policies policies(String text) {
        return switch (PolicyFiles.compile(Map.of("caisson.yaml", text), Map.of())) {
            case Loaded.Valid valid -> Policies.of(valid.snapshot());
            case Loaded.Invalid invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    /** The only policy of a text. */
    public static Chosen policy(String text) {
        return policies(text).find("").orElseThrow();
    }
}
