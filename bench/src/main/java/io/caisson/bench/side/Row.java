package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of load.
 *
 * @param id its name in results, for example {@code ping-16}
 * @param title what it does, for people
 * @param phase when it runs
 * @param arguments of the load program; {@code @name@} stands for a value of {@link Scale} or a path
 * @param metrics what is shown of it, in this order
 * @param engineStalls whether the engine is stopped while the load begins, so that its backlog fills
 */
record Row(String id, String title, Phase phase, List<String> arguments, List<Metric> metrics, boolean engineStalls) {
    /** When a row runs. */
    enum Phase {
        /** From exec to the first answer; nothing else runs. */
        START,
        /** On a process that has just been started. */
        FRESH,
        /** In turn on processes that have been warmed. */
        STEADY
    }

    Row {
        arguments = List.copyOf(arguments);
        metrics = List.copyOf(metrics);
    }

    /** The same load under another name, for a comparison of its own. */
    Row renamed(String newId) {
        return new Row(newId, title, phase, arguments, metrics, engineStalls);
    }

    /** The arguments with every placeholder filled in. */
    List<String> arguments(Placeholders placeholders) {
        List<String> filled = new ArrayList<>();
        for (String argument : arguments) {
            filled.add(placeholders.fill(argument));
        }
        return filled;
    }
}
