package io.caisson.core.archive;

import io.caisson.core.archive.ArchiveRules.Ask;
import io.caisson.core.inspect.LoadedNames;
import io.caisson.core.inspect.Read;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarSink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges images that are loaded by the names that they are given; the engine takes them up at the archive's end. */
final class LoadJudge implements TarSink {
    private final ArchiveRules rules;
    private final LinkNames links = new LinkNames();
    private final Set<String> seen = new HashSet<>();
    private final List<String> names = new ArrayList<>();
    private String current = "";

    LoadJudge(ArchiveRules rules) {
        this.rules = rules;
    }

    @Override
    public boolean entry(TarEntry entry) throws TarFault {
        links.take(entry);
        if (!LoadedNames.FILES.contains(entry.name())) {
            return false;
        }
        if (entry.type() != TarEntry.Type.FILE || !seen.add(entry.name())) {
            throw new TarFault(Reason.BODY_AMBIGUOUS, "`" + entry.name() + "` comes twice or is no file");
        }
        current = entry.name();
        return true;
    }

    @Override
    public void content(byte[] content) throws TarFault {
        Read<List<String>> read = LoadedNames.in(current, content);
        if (read instanceof Read.Refused<List<String>>(Reason reason, String detail)) {
            throw new TarFault(reason, "`" + current + "`: " + detail);
        }
        names.addAll(((Read.Value<List<String>>) read).value());
    }

    @Override
    public void end() throws TarFault {
        if (seen.isEmpty()) {
            throw new TarFault(Reason.BODY_AMBIGUOUS, "no file of the archive names its images");
        }
        for (String name : names) {
            Optional<String> refusal = rules.refusal(Ask.TAG, name);
            if (refusal.isPresent()) {
                String shown = name.isEmpty() ? "an image without a name" : "the image `" + name + "`";
                throw new TarFault(
                        Reason.IMAGE_REFUSED,
                        shown + " is not allowed",
                        shown + " may not be loaded; " + refusal.get());
            }
        }
    }
}
