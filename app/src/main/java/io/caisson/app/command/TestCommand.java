package io.caisson.app.command;

import io.caisson.app.Main;
import io.caisson.app.tool.cases.Case;
import io.caisson.app.tool.cases.CaseReader;
import io.caisson.app.tool.cases.CaseRunner;
import io.caisson.app.tool.cases.CaseText;
import io.caisson.app.tool.cases.Coverage;
import io.caisson.app.tool.cases.JUnitReport;
import io.caisson.app.tool.cases.Verdict;
import io.caisson.app.tool.policy.Loading;
import io.caisson.app.tool.policy.Policies;
import io.caisson.core.config.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs case files. */
@Command(
        name = "test",
        sortOptions = false,
        description = "Judge the calls of case files and compare with what is expected of each.",
        footer = {
            "",
            "A case: {name, policy, principal, call, headers, body, objects, expect}.",
            "Without --config the policies are in caisson.yaml or policy.yaml beside the",
            "cases; a policy that is in no file is the preset of that name.",
            "",
            "Exit codes: 0 all as expected, 1 a case failed, 2 a file cannot be read.",
            "",
            "Example: caisson test -c caisson.yaml --junit=report.xml cases.yaml"
        })
final class TestCommand implements Callable<Integer> {
    private static final List<String> BESIDE = List.of("caisson.yaml", "policy.yaml");

    private final Map<String, String> environment;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Policy file or folder; may be given more than once.")
    private List<Path> files = List.of();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the outcome as JUnit XML too.")
    private @Nullable Path junit;

    @Option(
            names = "--coverage",
            paramLabel = "PERCENT",
            description = "Fail when fewer of the rules decide a case. Default: 0.")
    private int coverage;

    @Parameters(arity = "1..*", paramLabel = "CASES", description = "Case files.")
    private List<Path> cases = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    TestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<Problem> problems = new ArrayList<>();
        Map<String, List<Verdict>> outcomes = new LinkedHashMap<>();
        Coverage covered = new Coverage();
        for (Path file : cases) {
            List<Case> read = YamlFile.read(file, problems)
                    .map(node -> CaseReader.read(node, problems))
                    .orElse(List.of());
            switch (Loading.of(configuration(file), environment)) {
                case Loading.Wrong(List<Problem> wrong) -> problems.addAll(wrong);
                case Loading.Ready(Policies policies) -> outcomes.put(file.toString(), run(read, policies, covered));
            }
        }
        if (!problems.isEmpty()) {
            PolicyOptions.print(problems, err);
            return Main.BAD_SETTINGS;
        }
        if (junit != null) {
            Files.writeString(junit, JUnitReport.of(outcomes));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(CaseText.of(outcomes, covered));
        out.flush();
        boolean passed = outcomes.values().stream()
                .allMatch(verdicts -> verdicts.stream().allMatch(Verdict::passed));
        int decided = covered.rules() - covered.gaps().size();
        if (passed && decided * 100 < coverage * covered.rules()) {
            err.println("caisson: fewer than " + coverage + " % of the rules decide a case");
            return Main.NO;
        }
        return passed ? Main.OK : Main.NO;
    }

    private List<Path> configuration(Path caseFile) {
        if (!files.isEmpty()) {
            return files;
        }
        for (String name : BESIDE) {
            Path beside = caseFile.resolveSibling(name);
            if (Files.exists(beside)) {
                return List.of(beside);
            }
        }
        return List.of();
    }

    private static List<Verdict> run(List<Case> cases, Policies policies, Coverage covered) {
        CaseRunner runner = new CaseRunner(policies);
        List<Verdict> verdicts = new ArrayList<>();
        for (Case each : cases) {
            Verdict verdict = runner.run(each);
            covered.add(verdict, policies.find(each.policy()));
            verdicts.add(verdict);
        }
        return verdicts;
    }
}
