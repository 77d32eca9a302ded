package io.caisson.app.tool.request;

import io.caisson.core.identity.Principal;
import java.util.List;
import java.util.Optional;

/**
 * A request as a user writes it down.
 *
 * @param method as in HTTP, for example {@code POST}
 * @param target path and query, with or without a version
 * @param headers fields as {@code Name: value}
 * @param body the body's bytes; empty for none
 * @param bodyKnown whether {@code body} says it all; a record of the past has no bodies
 * @param principal who calls
 * @param objects what the engine has; empty where it is not known
 */
public record Request(
        String method,
        String target,
        List<String> headers,
        byte[] body,
        boolean bodyKnown,
        Principal principal,
        Optional<EngineObjects> objects) {
    /** A caller of whom nothing is said. */
    public static final Principal SOMEBODY = new Principal("default", "unix");

    public Request {
        headers = List.copyOf(headers);
    }

    /** A call without a body. */
    public static Request of(String method, String target) {
        return new Request(method, target, List.of(), new byte[0], true, SOMEBODY, Optional.empty());
    }

    /** The same by somebody else. */
    public Request by(Principal caller) {
        return new Request(method, target, headers, body, bodyKnown, caller, objects);
    }

    /** The same with a body. */
    public Request with(byte[] text) {
        return new Request(method, target, headers, text, true, principal, objects);
    }

    /** The same of which the body is not known. */
    public Request withUnknownBody() {
        return new Request(method, target, headers, new byte[0], false, principal, objects);
    }

    /** The same in front of an engine with these objects. */
    public Request with(EngineObjects known) {
        return new Request(method, target, headers, body, bodyKnown, principal, Optional.of(known));
    }
}
