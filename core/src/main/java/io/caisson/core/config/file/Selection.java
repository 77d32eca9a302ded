package io.caisson.core.config.file;

import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The operations that a selector covers, each with what its path arguments must be; an operation whose arguments may be
 * anything has an empty list.
 *
 * @param operations per operation, the arguments that are not free
 */
public record Selection(Map<Operation, List<Argument>> operations) {
    /**
     * What one path argument must be.
     *
     * @param name the argument's name in the operation's path
     * @param text its value, where a segment {@code *} is any one segment
     */
    public record Argument(String name, String text) {
        /** Whether a value is what it must be. */
        public boolean matches(String value) {
            String[] wanted = text.split("/", -1);
            String[] segments = value.split("/", -1);
            boolean equal = wanted.length == segments.length;
            for (int i = 0; equal && i < wanted.length; i++) {
                equal = wanted[i].equals("*") || wanted[i].equals(segments[i]);
            }
            return equal;
        }
    }

    /** What a selector covers. */
    public static Selection of(Selector selector) {
        Map<Operation, List<Argument>> operations = new EnumMap<>(Operation.class);
        switch (selector) {
            case Selector.One one -> operations.put(one.operation(), List.of());
            case Selector.Group group -> {
                for (Operation operation : Operation.all()) {
                    boolean tag = group.tag().isEmpty() || group.tag().get() == operation.tag();
                    if (tag && (group.access().isEmpty() || group.access().get() == operation.access())) {
                        operations.put(operation, List.of());
                    }
                }
            }
            case Selector.Raw raw -> {
                for (Operation operation : Operation.all()) {
                    List<Argument> arguments = new ArrayList<>();
                    if (operation.method() == raw.method() && matches(operation, raw.pathPattern(), arguments)) {
                        operations.put(operation, List.copyOf(arguments));
                    }
                }
            }
        }
        return new Selection(operations);
    }

    /** Whether it covers nothing. */
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** The arguments of an operation that it covers which are not free. */
    public List<Argument> arguments(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    /** Compares segment by segment; an argument that may hold slashes takes as many segments as are left for it. */
    private static boolean matches(Operation operation, String pattern, List<Argument> arguments) {
        String[] wanted = pattern.split("/", -1);
        String[] template = operation.path().split("/", -1);
        int spare = wanted.length - template.length;
        int at = 0;
        for (String segment : template) {
            if (at >= wanted.length) {
                return false;
            }
            if (!segment.startsWith("{")) {
                if (!segment.equals(wanted[at]) && !wanted[at].equals("*")) {
                    return false;
                }
                at++;
            } else if (segment.endsWith("*}")) {
                int end = at + Math.max(spare, 0) + 1;
                if (end > wanted.length) {
                    return false;
                }
                String text = String.join("/", List.of(wanted).subList(at, end));
                arguments.add(new Argument(segment.substring(1, segment.length() - 2), text));
                at = end;
            } else {
                if (!wanted[at].equals("*")) {
                    arguments.add(new Argument(segment.substring(1, segment.length() - 1), wanted[at]));
                }
                at++;
            }
        }
        return at == wanted.length;
    }
}
