package io.caisson.core.inspect;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the head of a request says.
 *
 * @param operation what is called
 * @param version the API version in the path, for example {@code 1.41}; empty where there is none
 * @param arguments the path's arguments by the names that the operation's path gives them
 * @param query the query's parameters
 * @param headers the header fields that the operation reads
 */
public record CallFacts(
        Operation operation, String version, Map<String, String> arguments, QueryFacts query, HeaderFacts headers) {
    public CallFacts {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** Reads a resolved call; refused where a parameter has not the form that its type needs. */
    public static Read<CallFacts> of(Call call, HeaderFacts headers) {
        Read<QueryFacts> query = QueryFacts.of(call.operation(), call.query());
        if (query instanceof Read.Refused<QueryFacts> refused) {
            return refused.as();
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < call.arguments(); i++) {
            arguments.put(call.operation().argumentName(i), call.argument(i));
        }
        String version = call.versionMajor() == Call.UNVERSIONED ? "" : call.versionMajor() + "." + call.versionMinor();
        return new Read.Value<>(
                new CallFacts(call.operation(), version, arguments, ((Read.Value<QueryFacts>) query).value(), headers));
    }
}
