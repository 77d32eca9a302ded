package io.caisson.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a process. What does not hold becomes a problem and reading goes on, so that all are shown at once.
 */
final class Variables {
    private final Map<String, String> values;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    Variables(Map<String, String> values) {
        this.values = values;
    }

    /** A variable without the blanks around it; empty when it is not set or holds nothing. */
    Optional<String> text(String name) {
        String value = values.getOrDefault(name, "").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Whether it is set at all, be it to nothing. */
    boolean isSet(String name) {
        return values.containsKey(name);
    }

    /** On or off; set to nothing is off. */
    boolean isOn(String name, boolean unlessSet) {
        String value = values.get(name);
        if (value == null) {
            return unlessSet;
        }
        Optional<Boolean> truth = Values.truth(value);
        if (truth.isEmpty()) {
            refuse(name, value, "is neither on nor off; write 1, true, yes or on, or 0, false, no or off");
        }
        return truth.orElse(unlessSet);
    }

    /** On or off in a variable of the images: what is neither is off, as there, so that they start; but it is said. */
    boolean isSwitchedOn(String name) {
        String value = values.getOrDefault(name, "");
        Optional<Boolean> truth = Values.truth(value);
        if (truth.isEmpty()) {
            warnings.add(
                    new Problem(name, Values.shown(value) + " is neither on nor off and counts as off; write 1 or 0"));
        }
        return truth.orElse(false);
    }

    /** Notes that a value does not hold, and says in the words that follow it what would. */
    void refuse(String name, String value, String rest) {
        problems.add(new Problem(name, Values.shown(value) + " " + rest));
    }

    /** Refuses every variable with our prefix that means nothing: it is a slip, and what it was to do is not done. */
    void refuseUnknownOwn() {
        List<String> unknown = new ArrayList<>();
        for (String name : values.keySet()) {
            if (name.startsWith(OwnVariable.PREFIX) && !OwnVariable.isKnown(name)) {
                unknown.add(name);
            }
        }
        Collections.sort(unknown);
        for (String name : unknown) {
            String nearest = NearestName.to(name, OwnVariable.names());
            String cure = nearest.isEmpty() ? "; unset it" : "; did you mean `" + nearest + "`?";
            problems.add(new Problem(name, "no setting has this name" + cure));
        }
    }

    /** What does not keep the program from starting. */
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
