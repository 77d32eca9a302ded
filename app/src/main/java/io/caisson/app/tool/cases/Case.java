package io.caisson.app.tool.cases;

import io.caisson.app.tool.request.Request;
import io.caisson.core.config.tree.Position;
import java.util.Optional;

/**
 * One call with what is expected of it.
 *
 * @param name a sentence
 * @param policy the name of the policy that judges; empty where the file has only one
 * @param position where it stands
 */
public record Case(String name, String policy, Request request, Expectation expected, Position position) {
    /**
     * What is expected; what is empty may be anything.
     *
     * @param allowed whether the call is allowed
     * @param rule the deciding rule as it is written
     * @param reason the code of the refusal
     */
    public record Expectation(boolean allowed, Optional<String> rule, Optional<String> reason) {}
}
