package io.caisson.language.cel;

import dev.cel.runtime.CelVariableResolver;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Facts;
import io.caisson.core.inspect.Target;
import io.caisson.core.policy.Question;
import java.util.List;
import java.util.Optional;

/** One question's facts under the names that expressions know them by; a fact that was not collected has no value. */
record CallFactsView(Question question) implements CelVariableResolver {
    /** The fields of {@code target}. */
    static final List<String> TARGET_FIELDS =
            List.of("kind", "id", "name", "labels", "image", "state", "owner", "composeProject", "composeService");

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "principal" -> Optional.of(new FactStruct(new PrincipalFacts(question.principal())));
            case "call" -> Optional.of(new FactStruct(new HeadFacts(question)));
            case "target" -> question.target().map(target -> new FactStruct(new TargetFacts(target)));
            case "body" -> question.body().map(BodyFacts::value).map(FactStruct::adapted);
            default -> Optional.empty();
        };
    }

    /** An object of which everything is said. */
    private interface Whole extends Facts {
        @Override
        default Optional<Object> given(String field) {
            return Optional.of(value(field));
        }
    }

    private record HeadFacts(Question question) implements Whole {
        @Override
        public Object value(String field) {
            CallFacts call = question.call();
            return switch (field) {
                case "operation" -> call.operation().id();
                case "version" -> call.version();
                case "arguments" -> call.arguments();
                case "query" -> call.query();
                case "headers" -> call.headers().values();
                case "unknownParameters" -> call.query().unknown();
                case "unknownFields" ->
                    question.body()
                            .map(BodyFacts::unknown)
                            .orElseThrow(() -> new IllegalStateException("the body was not read"));
                default -> throw new IllegalArgumentException(field);
            };
        }
    }

    private record TargetFacts(Target target) implements Whole {
        @Override
        public Object value(String field) {
            return switch (field) {
                case "kind" -> target.kind().code();
                case "id" -> target.id();
                case "name" -> target.name();
                case "labels" -> target.labels();
                case "image" -> target.image();
                case "state" -> target.state();
                case "owner" -> target.owner();
                case "composeProject" -> target.composeProject();
                case "composeService" -> target.composeService();
                default -> throw new IllegalArgumentException(field);
            };
        }
    }
}
