package io.caisson.core.risk;

import java.util.ArrayList;
import java.util.List;

/** All risks, the worst first, otherwise in the order of their files. */
final class Catalogue {
    static final List<Risk> ALL = all();

    private Catalogue() {}

    private static List<Risk> all() {
        List<Risk> files = new ArrayList<>();
        files.addAll(ContainerRisks.ALL);
        files.addAll(EngineRisks.ALL);
        files.addAll(ClusterRisks.ALL);
        files.addAll(PodmanRisks.ALL);
        // No comparator, as the start goes through here and its start-up cache holds no such class.
        List<Risk> risks = new ArrayList<>();
        for (Level level : Level.values()) {
            for (Risk risk : files) {
                if (risk.level() == level) {
                    risks.add(risk);
                }
            }
        }
        return List.copyOf(risks);
    }
}
