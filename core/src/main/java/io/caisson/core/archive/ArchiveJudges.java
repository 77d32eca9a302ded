package io.caisson.core.archive;

import io.caisson.core.archive.ArchiveRules.Ask;
import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarSink;
import java.util.Optional;

/** Which operations take archives that are judged, and by whom. */
public final class ArchiveJudges {
    private ArchiveJudges() {}

    /** Whether the body of an operation is an archive that rules apply to. */
    public static boolean has(Operation operation) {
        return switch (operation) {
            case PutContainerArchive,
                    PutContainerArchiveLibpod,
                    ContainerPutArchiveEarlyLibpod,
                    libpodPutArchive,
                    ImageBuild,
                    ImageBuildLibpod,
                    ImageLoad,
                    ImageLoadLibpod -> true;
            default -> false;
        };
    }

    /**
     * Who judges the archive of a call.
     *
     * @throws TarFault where the call itself says what is refused
     */
    public static TarSink of(Call call, ArchiveRules rules) throws TarFault {
        return switch (call.operation()) {
            case ImageBuild -> build(call, rules);
            case ImageBuildLibpod ->
                throw new TarFault(
                        Reason.BUILD_REFUSED,
                        "a build of Podman's own API",
                        "builds by Podman's own API are not judged; use the one of Docker");
            case ImageLoad, ImageLoadLibpod -> new LoadJudge(rules);
            default -> new PutJudge(rules);
        };
    }

    private static TarSink build(Call call, ArchiveRules rules) throws TarFault {
        BuildCall build = BuildCall.of(call);
        if (build.remote().isEmpty()) {
            return new BuildJudge(rules, build);
        }
        Optional<String> refusal = rules.refusal(Ask.REMOTE, build.remote());
        if (refusal.isPresent()) {
            throw new TarFault(
                    Reason.BUILD_REFUSED,
                    "the context comes from `" + build.remote() + "`",
                    "the build's context comes from `" + build.remote() + "`; " + refusal.get());
        }
        return new Anything();
    }

    /** For an archive that the engine does not read. */
    private static final class Anything implements TarSink {
        @Override
        public boolean entry(TarEntry entry) {
            return false;
        }

        @Override
        public void content(byte[] content) {}

        @Override
        public void end() {}
    }
}
