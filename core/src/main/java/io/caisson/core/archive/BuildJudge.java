package io.caisson.core.archive;

import io.caisson.core.archive.ArchiveRules.Ask;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarSink;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a build's context by its Dockerfile, wherever in the archive it lies. The engine builds when it has the whole
 * archive, so that the rest may go on before the Dockerfile has come; the archive's end may not.
 */
final class BuildJudge implements TarSink {
    static final String DEFAULT_NAME = "Dockerfile";

    private final ArchiveRules rules;
    private final BuildCall call;
    private final LinkNames links = new LinkNames();
    private final Set<String> seen = new HashSet<>();

    BuildJudge(ArchiveRules rules, BuildCall call) {
        this.rules = rules;
        this.call = call;
    }

    @Override
    public boolean entry(TarEntry entry) throws TarFault {
        links.take(entry);
        String name = entry.name();
        if (entry.type() == TarEntry.Type.DEVICE) {
            Optional<String> refusal = rules.refusal(Ask.DEVICE, name);
            if (refusal.isPresent()) {
                throw new TarFault(
                        Reason.ARCHIVE_ENTRY_REFUSED,
                        "`" + name + "` is a device or pipe",
                        "the entry `" + name + "` of the build context is a device or pipe; " + refusal.get());
            }
        }
        boolean above =
                entry.type() != TarEntry.Type.FOLDER && call.dockerfile().startsWith(name + "/");
        boolean own = call.isDockerfile(name);
        if (above || own && (entry.type() != TarEntry.Type.FILE || !seen.add(name))) {
            throw new TarFault(
                    Reason.BODY_AMBIGUOUS,
                    "`" + name + "` makes it unclear which Dockerfile is meant",
                    "the entry `" + name + "` of the build context makes it unclear which Dockerfile is meant;"
                            + " it must be there once, as a file in folders");
        }
        return own;
    }

    @Override
    public void content(byte[] content) throws TarFault {
        String text = new String(content, StandardCharsets.UTF_8);
        DockerfileJudge judge = new DockerfileJudge(rules, call.arguments());
        try {
            if (call.readBySyntax()) {
                judge.judgeSyntax(text);
            }
            judge.judge(text);
        } catch (BuildFault fault) {
            throw new TarFault(fault.reason, fault.said(), fault.said());
        }
    }

    @Override
    public void end() throws TarFault {
        if (seen.isEmpty()) {
            throw new TarFault(
                    Reason.BUILD_REFUSED,
                    "no `" + call.dockerfile() + "` in the build context",
                    "the build context has no `" + call.dockerfile() + "`, so that the build cannot be judged");
        }
    }
}
