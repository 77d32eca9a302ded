package io.caisson.core.policy;

import io.caisson.core.identity.Principal;
import io.caisson.core.inspect.BodyFacts;
import io.caisson.core.inspect.CallFacts;
import io.caisson.core.inspect.Target;
import java.util.Optional;

/**
 * Everything that a call is judged by.
 *
 * @param principal who calls
 * @param call what the request's head says
 * @param body what its body says, where that was read
 * @param target the object that the call is about, where that was looked up
 */
public record Question(Principal principal, CallFacts call, Optional<BodyFacts> body, Optional<Target> target) {}
