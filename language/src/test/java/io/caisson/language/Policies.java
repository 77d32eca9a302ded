package io.caisson.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.caisson.core.config.Problem;
import io.caisson.core.policy.Policy;
import java.util.List;
import java.util.Map;

/** Policy files in tests. */
public final class Policies {
    /** What a file must have beside its policies. */
    public static final String FILE = "caisson.yaml";

    private Policies() {}

    /** The snapshot of a text that holds. */
    public static Snapshot snapshot(String text) {
        Loaded loaded = PolicyFiles.compile(Map.of(FILE, text), Map.of());
        assertThat(loaded).as(() -> problems(loaded).toString()).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).snapshot();
    }

    /** The one policy of a text that holds, named {@code p}. */
    public static Policy policy(String text) {
        return snapshot(text).policies().get("p");
    }

    /** What is wrong with a text, each as the operator reads it. */
    public static List<String> problems(String text) {
        return problems(PolicyFiles.compile(Map.of(FILE, text), Map.of()));
    }

    /** The same, of what was loaded. */
    public static List<String> problems(Loaded loaded) {
        return loaded instanceof Loaded.Invalid(List<Problem> problems)
                ? problems.stream().map(Problem::text).toList()
                : List.of();
    }
}
