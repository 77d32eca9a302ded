package io.caisson.language.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.caisson.core.config.Problem;
import io.caisson.core.config.compile.ConditionCompiler;
import io.caisson.core.config.file.When;
import io.caisson.core.config.tree.Position;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.TargetLookup;
import io.caisson.core.policy.Needs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles conditions in CEL. Confined to one thread; what it makes is not. */
public final class CelConditions implements ConditionCompiler {
    /** Words without which an expression means the same for every operation. */
    private static final List<String> PARTICULAR = List.of("body", "query", "unknown");

    private final Map<Operation, CelCompiler> compilers = new EnumMap<>(Operation.class);
    private final Map<When, Compiled> common = new HashMap<>();
    private @Nullable CelCompiler commonCompiler;
    private @Nullable CelRuntime runtime;

    /** Prepares a compiler; the library is loaded at the first condition. */
    public CelConditions() {
        // The library's jars are no modules, so that this one cannot name them in its declaration.
        CelConditions.class
                .getModule()
                .addReads(CelConditions.class.getClassLoader().getUnnamedModule());
    }

    @Override
    public Compiled compile(String setting, When when, Operation operation) {
        if (PARTICULAR.stream().anyMatch(when.text()::contains)) {
            return compile(setting, when, operation, compilers.computeIfAbsent(operation, Declarations::compiler));
        }
        Compiled compiled = common.get(when);
        if (compiled == null) {
            if (commonCompiler == null) {
                commonCompiler = Declarations.compiler();
            }
            compiled = compile(setting, when, operation, commonCompiler);
            common.put(when, compiled);
        }
        if (compiled instanceof Compiled.Valid(var condition)
                && condition.needs().target()
                && !TargetLookup.has(operation)) {
            return new Compiled.Invalid(List.of(Issues.noTarget(setting, when, operation)));
        }
        return compiled;
    }

    private Compiled compile(String setting, When when, Operation operation, CelCompiler compiler) {
        Literals literals = Literals.of(when.text());
        CelValidationResult result = compiler.compile(literals.text());
        if (result.hasError()) {
            List<Problem> problems = new ArrayList<>();
            for (CelIssue issue : result.getErrors()) {
                problems.add(Issues.problem(setting, when, literals, operation, issue));
            }
            return new Compiled.Invalid(problems);
        }
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            List<Problem> units = Units.problems(setting, when, literals, ast);
            if (!units.isEmpty()) {
                return new Compiled.Invalid(units);
            }
            CelRuntime evaluator = runtime == null ? Declarations.runtime() : runtime;
            runtime = evaluator;
            return new Compiled.Valid(new CelCondition(evaluator.createProgram(ast), needs(ast), when.line()));
        } catch (CelValidationException | CelEvaluationException failure) {
            Position position = when.source().position();
            return new Compiled.Invalid(List.of(new Problem(
                    setting, "the condition cannot be used: " + failure.getMessage(), Optional.of(position), "", "")));
        }
    }

    /** The facts that an expression speaks of. */
    private static Needs needs(CelAbstractSyntaxTree ast) {
        boolean body = false;
        boolean target = false;
        for (CelExpr expression : CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .toList()) {
            String name = expression.identOrDefault().name();
            body |= name.equals("body") || expression.selectOrDefault().field().equals("unknownFields");
            target |= name.equals("target");
        }
        return new Needs(body, target);
    }
}
