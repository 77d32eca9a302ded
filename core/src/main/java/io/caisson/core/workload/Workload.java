package io.caisson.core.workload;

import io.caisson.core.docker.Operation;
import java.util.List;

/**
 * What a request asks for, in one form for all routes.
 *
 * @param operation the route
 * @param demands in the order of the request's fields
 */
public record Workload(Operation operation, List<Demand> demands) {
    public Workload {
        demands = List.copyOf(demands);
    }
}
