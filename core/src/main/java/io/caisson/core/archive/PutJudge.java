package io.caisson.core.archive;

import io.caisson.core.archive.ArchiveRules.Ask;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarSink;
import java.util.Optional;

/**
 * Judges what is put into a container. The engine unpacks entry by entry, so each is judged before its header goes on:
 * what went before a refused entry has been unpacked, and was allowed.
 */
final class PutJudge implements TarSink {
    private final ArchiveRules rules;
    private final LinkNames names = new LinkNames();

    PutJudge(ArchiveRules rules) {
        this.rules = rules;
    }

    @Override
    public boolean entry(TarEntry entry) throws TarFault {
        names.take(entry);
        if (entry.raisesRights()) {
            ask(Ask.SET_ID, entry, "gives rights to whoever runs it (set-uid, set-gid or file capabilities)");
        }
        if (entry.type() == TarEntry.Type.DEVICE) {
            ask(Ask.DEVICE, entry, "is a device or pipe");
        }
        if (entry.type() == TarEntry.Type.SYMLINK && LinkNames.leadsOut(entry.name(), entry.link(), true)) {
            ask(Ask.OUTWARD_LINK, entry, "is a symbolic link to `" + entry.link() + "`, outside of the archive");
        }
        return false;
    }

    private void ask(Ask ask, TarEntry entry, String what) throws TarFault {
        Optional<String> refusal = rules.refusal(ask, entry.name());
        if (refusal.isPresent()) {
            throw new TarFault(
                    Reason.ARCHIVE_ENTRY_REFUSED,
                    "`" + entry.name() + "` " + what,
                    "the entry `" + entry.name() + "` of the archive " + what + "; " + refusal.get());
        }
    }

    @Override
    public void content(byte[] content) {}

    @Override
    public void end() {}
}
