package io.caisson.core.identity;

import java.util.List;

/** What client rules ask of containers. */
public enum ContainerFact {
    NAME,
    IMAGE,
    /** The Compose project. */
    PROJECT,
    /** The Compose service. */
    SERVICE,
    /** Each label as {@code key=value}; every pattern must be found in one of them. */
    LABELS;

    boolean fits(PeerContainer container, List<TextPattern> patterns) {
        List<String> values = values(container);
        return this == LABELS
                ? patterns.stream().allMatch(pattern -> values.stream().anyMatch(pattern::covers))
                : Criterion.covers(patterns, values);
    }

    private List<String> values(PeerContainer container) {
        return switch (this) {
            case NAME -> List.of(container.name());
            case IMAGE -> List.of(container.image());
            // One that has none fits no pattern, not even a star.
            case PROJECT -> said(container.composeProject());
            case SERVICE -> said(container.composeService());
            case LABELS ->
                container.labels().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .toList();
        };
    }

    private static List<String> said(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }
}
