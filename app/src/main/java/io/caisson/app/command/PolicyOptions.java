package io.caisson.app.command;

import io.caisson.app.tool.policy.Chosen;
import io.caisson.app.tool.policy.Loading;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.config.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which policies a tool is about. */
final class PolicyOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Policy file or folder; may be given more than once. Default: the variables of the"
                    + " environment, as for serve.")
    private List<Path> files = List.of();

    @Option(
            names = {"-p", "--policy"},
            paramLabel = "NAME",
            description = "The policy, where there is more than one.")
    private @Nullable String name;

    /** The policies; where they do not hold, the problems are printed and the answer is empty. */
    Optional<Policies> policies(Map<String, String> environment, PrintWriter err) {
        return policies(List.of(), environment, err);
    }

    /** The same with more files. */
    Optional<Policies> policies(List<Path> more, Map<String, String> environment, PrintWriter err) {
        List<Path> all = new ArrayList<>(files);
        all.addAll(more);
        return switch (Loading.of(all, environment)) {
            case Loading.Ready(Policies policies) -> Optional.of(policies);
            case Loading.Wrong(List<Problem> problems) -> {
                print(problems, err);
                yield Optional.empty();
            }
        };
    }

    /** The policy that is asked for, or the one of a listener; where there is none, that is said. */
    Optional<Chosen> choose(Policies policies, String otherwise, PrintWriter err) {
        Optional<Chosen> chosen = name != null
                ? policies.find(name)
                : otherwise.isEmpty()
                        ? policies.find("")
                        : policies.find(otherwise).or(() -> policies.find(""));
        if (chosen.isEmpty()) {
            err.println("caisson: "
                    + (name == null ? "there is more than one policy" : "there is no policy `" + name + "`")
                    + "; name one of " + String.join(", ", policies.names()) + " with --policy");
        }
        return chosen;
    }

    /** Only the policy that is named, where one is. */
    Policies narrowed(Policies policies) {
        return name == null ? policies : policies.only(name);
    }

    /** Problems of files, one a line. */
    static void print(List<Problem> problems, PrintWriter err) {
        problems.forEach(problem -> err.println("caisson: " + problem.text()));
        if (problems.size() > 1) {
            err.println("caisson: " + problems.size() + " problems");
        }
        err.flush();
    }
}
