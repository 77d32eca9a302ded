package io.caisson.core.workload;

import io.caisson.core.archive.ArchiveRules;
import java.util.Optional;

/** What a standard and its exceptions say of what archives and builds bring with them. */
public final class WorkloadArchives implements ArchiveRules {
    private final WorkloadPolicy policy;

    private WorkloadArchives(WorkloadPolicy policy) {
        this.policy = policy;
    }

    /** The rules of a policy; empty where it says nothing that archives could be judged by. */
    public static Optional<ArchiveRules> of(WorkloadPolicy policy) {
        return policy.standard() == Standard.PRIVILEGED && !policy.hasLists()
                ? Optional.empty()
                : Optional.of(new WorkloadArchives(policy));
    }

    @Override
    public Optional<String> refusal(Ask ask, String value) {
        Demand demand = new Demand.Named(control(ask), ask.name(), name(ask, value));
        boolean free = ask == Ask.OUTWARD_LINK && policy.standard() != Standard.RESTRICTED;
        // What such a name stands for is not known before the engine looks it up, so that no list can have it.
        boolean id =
                ask == Ask.IMAGE && ImageForms.isId(value) && policy.entries().containsKey(Control.IMAGES);
        return !id && (free || policy.allows(demand))
                ? Optional.empty()
                : Optional.of(policy.violation(demand).cure());
    }

    private static Control control(Ask ask) {
        return switch (ask) {
            case IMAGE -> Control.IMAGES;
            case TAG -> Control.TAGS;
            case REMOTE -> Control.REMOTES;
            case NETWORK -> Control.BUILD_NETWORKS;
            case SYNTAX, BUILD_OPTION -> Control.BUILD_OPTIONS;
            case SET_ID, DEVICE, OUTWARD_LINK -> Control.UPLOAD_ENTRIES;
        };
    }

    /** As lists of exceptions spell it. */
    private static String name(Ask ask, String value) {
        return switch (ask) {
            case IMAGE, TAG, REMOTE, NETWORK -> value;
            case SYNTAX -> "syntax=" + value;
            case BUILD_OPTION -> value.startsWith("--") ? value.substring(2) : value;
            case SET_ID -> "set-id:" + value;
            case DEVICE -> "device:" + value;
            case OUTWARD_LINK -> "link:" + value;
        };
    }
}
