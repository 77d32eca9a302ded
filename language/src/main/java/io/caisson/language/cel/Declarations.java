package io.caisson.language.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.caisson.core.docker.Operation;
import io.caisson.core.inspect.FactTable;
import io.caisson.core.inspect.TargetLookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What expressions may speak of, and the bounds of what they may cost. */
final class Declarations {
    /** Longest expression, in characters. */
    static final int EXPRESSION_CHARS_MAX = 4096;
    /** Most rounds of all loops of one evaluation. */
    static final int ROUNDS_MAX = 2048;

    private static final int DEPTH_MAX = 40;
    private static final int PATTERN_SIZE_MAX = 500;
    private static final String GET = "map_get_or";

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(EXPRESSION_CHARS_MAX)
            .maxParseRecursionDepth(DEPTH_MAX)
            .comprehensionMaxIterations(ROUNDS_MAX)
            .maxRegexProgramSize(PATTERN_SIZE_MAX)
            .enableHeterogeneousNumericComparisons(true)
            .enableQuotedIdentifierSyntax(true)
            .build();

    private Declarations() {}

    /** The checker for conditions on one operation. */
    static CelCompiler compiler(Operation operation) {
        CelTypes types = new CelTypes();
        CelCompilerBuilder builder = common(types, types.of("/query", FactTable.query(operation)));
        FactTable.body(operation).ifPresent(shape -> builder.addVar("body", types.of("/body", shape)));
        if (TargetLookup.has(operation)) {
            builder.addVar("target", target(types));
        }
        return builder.setTypeProvider(types).build();
    }

    /** The checker for conditions that speak of nothing that differs between operations. */
    static CelCompiler compiler() {
        CelTypes types = new CelTypes();
        return common(types, SimpleType.DYN)
                .addVar("target", target(types))
                .setTypeProvider(types)
                .build();
    }

    /** The evaluator. */
    static CelRuntime runtime() {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        "get",
                        CelFunctionBinding.from(
                                GET, List.of(Map.class, String.class, Object.class), Declarations::get)))
                .build();
    }

    private static Object get(Object... arguments) {
        Object value = ((Map<?, ?>) arguments[0]).get(arguments[1]);
        return value == null ? arguments[2] : value;
    }

    private static CelCompilerBuilder common(CelTypes types, CelType query) {
        TypeParamType value = TypeParamType.create("V");
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL)
                .addVar("principal", PrincipalFacts.type(types))
                .addVar("call", call(types, query))
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "get",
                        CelOverloadDecl.newMemberOverload(
                                GET, value, MapType.create(SimpleType.STRING, value), SimpleType.STRING, value)));
    }

    private static CelType call(CelTypes types, CelType query) {
        MapType texts = MapType.create(SimpleType.STRING, SimpleType.STRING);
        Map<String, CelType> fields = new LinkedHashMap<>();
        fields.put("operation", SimpleType.STRING);
        fields.put("version", SimpleType.STRING);
        fields.put("arguments", texts);
        fields.put("query", query);
        fields.put("headers", texts);
        fields.put("unknownFields", ListType.create(SimpleType.STRING));
        fields.put("unknownParameters", ListType.create(SimpleType.STRING));
        return types.struct("/call", fields);
    }

    private static CelType target(CelTypes types) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        for (String field : CallFactsView.TARGET_FIELDS) {
            fields.put(
                    field,
                    field.equals("labels") ? MapType.create(SimpleType.STRING, SimpleType.STRING) : SimpleType.STRING);
        }
        return types.struct("/target", fields);
    }
}
