package io.caisson.core.archive;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Resolver;
import io.caisson.core.http.HeadParser;
import io.caisson.core.http.Limits;
import io.caisson.core.http.RequestHead;
import io.caisson.core.tar.Archives;
import io.caisson.core.tar.TarFault;
import io.caisson.core.tar.TarScanner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Judges archives of calls by rules that allow what a list says. */
final class JudgedArchives {
    private JudgedArchives() {}

    /** Rules that allow {@code ASK value} of a list, and nothing else. */
    static ArchiveRules allowing(String... allowed) {
        return (ask, value) ->
                java.util.List.of(allowed).contains(ask + " " + value) ? Optional.empty() : Optional.of("not listed");
    }

    /** Why the archive of a call is refused, or empty. */
    static Optional<TarFault> judge(String target, ArchiveRules rules, Archives archive) {
        String method = target.contains("/archive") ? "PUT" : "POST";
        byte[] head =
                (method + " /v1.41" + target + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        RequestHead read = new RequestHead();
        new HeadParser(Limits.DEFAULTS).parse(head, 0, head.length, read);
        Call call = new Call();
        if (new Resolver().resolve(read, call) != null) {
            throw new IllegalArgumentException(target);
        }
        byte[] bytes = archive.bytes();
        try {
            TarScanner scanner = new TarScanner(ArchiveJudges.of(call, rules));
            scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
            scanner.finish();
            return Optional.empty();
        } catch (TarFault fault) {
            return Optional.of(fault);
        }
    }
}
