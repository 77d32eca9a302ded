package io.caisson.core.inspect;

import io.caisson.core.inspect.BodyReader.Fault;
import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarScanner;
import io.caisson.core.tar.TarSink;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a whole tar archive that is in memory into facts; a name that comes twice is refused. */
final class TarReader implements TarSink {
    private static final int ENTRIES_MAX = 4096;
    private static final int TEXT_BYTES_MAX = 64 << 10;

    private final List<TarFacts.Entry> entries = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private String name = "";

    private TarReader() {}

    /** Reads an archive. */
    static TarFacts read(byte[] bytes) throws Fault {
        TarReader reader = new TarReader();
        TarScanner scanner = new TarScanner(reader);
        try {
            scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
            scanner.finish();
        } catch (TarFault fault) {
            throw new Fault(fault.reason(), fault.detail());
        }
        return new TarFacts(reader.entries, reader.texts);
    }

    @Override
    public boolean entry(TarEntry entry) throws TarFault {
        name = entry.name();
        if (!names.add(name)) {
            throw new TarFault(Reason.BODY_AMBIGUOUS, "the archive: the name `" + name + "` comes twice");
        }
        if (entries.size() == ENTRIES_MAX) {
            throw new TarFault(Reason.BODY_TOO_COMPLEX, "more than " + ENTRIES_MAX + " entries");
        }
        String word = switch (entry.type()) {
            case FILE -> "file";
            case FOLDER -> "folder";
            case LINK -> "link";
            case SYMLINK -> "symlink";
            case DEVICE -> "device";
        };
        entries.add(new TarFacts.Entry(name, word, entry.size(), entry.mode(), entry.user(), entry.link()));
        return entry.type() == TarEntry.Type.FILE && entry.size() <= TEXT_BYTES_MAX;
    }

    @Override
    public void content(byte[] content) {
        try {
            texts.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException binary) {
            // It is no text, and so not among the texts.
        }
    }

    @Override
    public void end() {}
}
