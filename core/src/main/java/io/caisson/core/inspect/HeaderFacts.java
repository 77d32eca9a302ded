package io.caisson.core.inspect;

import io.caisson.core.docker.Operation;
import io.caisson.core.http.RequestHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header fields that an operation reads, by their names in lower case.
 *
 * @param values several fields of one name are joined with a comma and a blank
 */
public record HeaderFacts(Map<String, String> values) {
    /** No field that the operation reads. */
    public static final HeaderFacts NONE = new HeaderFacts(Map.of());

    public HeaderFacts {
        values = Map.copyOf(values);
    }

    /** The fields of a head that this operation reads. */
    public static HeaderFacts of(Operation operation, RequestHead head) {
        List<String> read = FactTable.headers(operation);
        if (read.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < head.headerCount(); i++) {
            String name = head.fieldName(i).toLowerCase(Locale.ROOT);
            if (isRead(name, read)) {
                values.merge(name, head.fieldValue(i), (first, second) -> first + ", " + second);
            }
        }
        return new HeaderFacts(values);
    }

    /** Whether a field is among those read, of which one may end in {@code *}. */
    static boolean isRead(String name, List<String> read) {
        for (String known : read) {
            if (known.endsWith("*") ? name.startsWith(known.substring(0, known.length() - 1)) : name.equals(known)) {
                return true;
            }
        }
        return false;
    }
}
