package io.caisson.app.tool.learn;

import io.caisson.app.tool.request.FactNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Conditions over the values that something had. */
final class Values {
    /** More than these are no habit. */
    private static final int LISTED_MAX = 4;

    /** More elements than these are not listed one by one. */
    private static final int ELEMENTS_MAX = 8;

    private static final int PREFIX_MIN = 3;
    private static final String SEPARATORS = "-_./:@";

    /** What programs put into names so that no two are alike: the next run has another. */
    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{8,}|[0-9]{6,}");

    private Values() {}

    /** A text that is always one of a few. */
    static Optional<String> text(String fact, Collection<String> values) {
        SortedSet<String> distinct = new TreeSet<>(values);
        if (distinct.isEmpty() || distinct.size() > LISTED_MAX) {
            return Optional.empty();
        }
        return Optional.of(
                distinct.size() == 1
                        ? fact + " == " + FactNames.quoted(distinct.first())
                        : fact + " in " + list(distinct));
    }

    /** A name that is always one of a few, or begins alike. */
    static Optional<String> name(String fact, Collection<String> values) {
        boolean stable =
                values.stream().noneMatch(value -> RANDOM.matcher(value).find());
        if (stable) {
            Optional<String> listed = text(fact, values);
            if (listed.isPresent()) {
                return listed;
            }
        }
        String prefix = commonStart(values.stream()
                .map(value -> RANDOM.split(value, 2))
                .map(parts -> parts.length == 0 ? "" : parts[0])
                .toList());
        int end = prefix.length();
        while (end > 0 && SEPARATORS.indexOf(prefix.charAt(end - 1)) < 0) {
            end--;
        }
        return end < PREFIX_MIN
                ? Optional.empty()
                : Optional.of(fact + ".startsWith(" + FactNames.quoted(prefix.substring(0, end)) + ")");
    }

    /** Lists that are always one of a few, or whose elements are. */
    static Optional<String> lists(String fact, Collection<List<String>> values) {
        List<List<String>> distinct = values.stream().distinct().toList();
        if (distinct.equals(List.of(List.of()))) {
            return Optional.of(fact + ".size() == 0");
        }
        if (distinct.size() == 1) {
            return Optional.of(fact + " == " + list(distinct.getFirst()));
        }
        if (distinct.size() <= LISTED_MAX) {
            return Optional.of(fact + " in ["
                    + String.join(", ", distinct.stream().map(Values::list).toList()) + "]");
        }
        TreeSet<String> elements = new TreeSet<>();
        distinct.forEach(elements::addAll);
        return elements.size() > ELEMENTS_MAX
                ? Optional.empty()
                : Optional.of(fact + ".all(each, each in " + list(elements) + ")");
    }

    /** Texts as a list in a condition. */
    static String list(Collection<String> texts) {
        return "[" + String.join(", ", texts.stream().map(FactNames::quoted).toList()) + "]";
    }

    private static String commonStart(List<String> texts) {
        String start = texts.isEmpty() ? "" : texts.getFirst();
        for (String text : texts) {
            int length = 0;
            while (length < Math.min(start.length(), text.length()) && start.charAt(length) == text.charAt(length)) {
                length++;
            }
            start = start.substring(0, length);
        }
        return start;
    }
}
