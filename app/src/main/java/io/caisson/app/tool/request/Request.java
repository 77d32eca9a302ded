package io.caisson.app.tool.request;

import io.caisson.core.identity.Principal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A request as a user writes it down.
 *
 * @param method as in HTTP, for example {@code POST}
 * @param target path and query, with or without a version
 * @param headers fields as {@code Name: value}
 * @param octets the body, a character for each of its bytes; empty for none
 * @param bodyKnown whether {@code octets} says it all; a record of the past has no bodies
 * @param principal who calls
 * @param objects what the engine has; empty where it is not known
 */
public record Request(
        String method,
        String target,
        List<String> headers,
        String octets,
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
        return new Request(method, target, List.of(), "", true, SOMEBODY, Optional.empty());
    }

    /** The body's bytes. */
    public byte[] body() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same by somebody else. */
    public Request by(Principal caller) {
        return new Request(method, target, headers, octets, bodyKnown, caller, objects);
    }

    /** The same with a body. */
    public Request with(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return new Request(method, target, headers, text, true, principal, objects);
    }

    /** The same of which the body is not known. */
    public Request withUnknownBody() {
        return new Request(method, target, headers, "", false, principal, objects);
    }

    /** The same in front of an engine with these objects. */
    public Request with(EngineObjects known) {
        return new Request(method, target, headers, octets, bodyKnown, principal, Optional.of(known));
    }
}
