package io.caisson.core.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All risks, the worst first, otherwise in the order of their files. */
final class Catalogue {
    static final List<Risk> ALL = all();

    private Catalogue() {}

    private static List<Risk> all() {
        List<Risk> risks = new ArrayList<>();
        risks.addAll(ContainerRisks.ALL);
        risks.addAll(EngineRisks.ALL);
        risks.addAll(ClusterRisks.ALL);
        risks.addAll(PodmanRisks.ALL);
        risks.sort(Comparator.comparing(Risk::level));
        return List.copyOf(risks);
    }
}
