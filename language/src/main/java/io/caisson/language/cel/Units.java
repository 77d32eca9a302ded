package io.caisson.language.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import io.caisson.core.config.Problem;
import io.caisson.core.config.file.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds comparisons that can mean nothing: a time such as {@code 30s} stands for nanoseconds, and a few fields count
 * seconds, so that the comparison would hold, or fail, whatever a request says.
 */
final class Units {
    private static final Set<String> SECONDS = Set.of("StopTimeout", "t", "timeout", "since", "until", "seconds");
    private static final Set<String> COMPARISONS = Set.of("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_");

    private Units() {}

    static List<Problem> problems(String setting, When when, Literals literals, CelAbstractSyntaxTree ast) {
        Map<Long, Integer> places = ast.getSource().getPositionsMap();
        List<Problem> problems = new ArrayList<>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            CelExpr.CelCall call = node.expr().callOrDefault();
            if (COMPARISONS.contains(call.function()) && call.args().size() == 2) {
                for (int i = 0; i < 2; i++) {
                    Integer place = places.get(call.args().get(i).id());
                    String field = call.args().get(1 - i).selectOrDefault().field();
                    if (place != null && literals.isTime(place) && SECONDS.contains(field)) {
                        problems.add(new Problem(
                                setting,
                                "`" + field + "` counts seconds, and a time stands for nanoseconds here",
                                Optional.of(Issues.place(when, literals.sourceOffset(1, place))),
                                "write the plain number of seconds",
                                ""));
                    }
                }
            }
        });
        return problems;
    }
}
