package io.caisson.core.risk;

import io.caisson.core.docker.Operation;
import java.util.List;
import java.util.stream.Stream;

/**
 * A risk of a set of allowed operations.
 *
 * @param id kebab-case, stable: it is written in {@code accepts}
 * @param operations any of these opens it
 * @param together one of these must be allowed too; empty where nothing else is needed
 * @param why what the client gains, for a person: lower case, no full stop
 * @param ways the single ways, which conditions can close one by one; empty where only a denial closes it
 */
public record Risk(
        String id, Level level, List<Operation> operations, List<Operation> together, String why, List<Way> ways) {
    public Risk {
        operations = List.copyOf(operations);
        together = List.copyOf(together);
        ways = List.copyOf(ways);
    }

    /** The risk with this id, or the one that has a way with this id, is in the catalogue. */
    public static boolean isKnown(String id) {
        return ids().contains(id);
    }

    /** All ids that {@code accepts} may name, in the order of the catalogue. */
    public static List<String> ids() {
        return Catalogue.ALL.stream()
                .flatMap(risk ->
                        Stream.concat(Stream.of(risk.id()), risk.ways().stream().map(Way::id)))
                .toList();
    }

    /** The whole catalogue, the worst first. */
    public static List<Risk> all() {
        return Catalogue.ALL;
    }
}
