package io.caisson.server.proxy;

import io.caisson.core.docker.Call;
import io.caisson.core.docker.Operation;
import io.caisson.core.http.RequestHead;
import io.caisson.core.reason.Reason;
import java.util.Arrays;

/** A request's head as it came, kept while the loop's own is filled with others'. */
final class HeadCopy {
    private final byte[] bytes;

    /** Copies a head that was read without fault. */
    HeadCopy(RequestHead read) {
        byte[] source = read.bytes();
        int end = read.targetEnd();
        while (source[end] != '\r' || source[end + 1] != '\n' || source[end + 2] != '\r' || source[end + 3] != '\n') {
            end++;
        }
        bytes = Arrays.copyOf(source, end + 4);
    }

    int length() {
        return bytes.length;
    }

    /** Fills the loop's head with it again. */
    RequestHead reread(EventLoop loop) {
        RequestHead read = loop.requestHead;
        loop.headParser.parse(bytes, 0, bytes.length, read);
        return read;
    }

    /** Fills the loop's head and call with it again. */
    Call restore(EventLoop loop, Operation operation) {
        RequestHead read = reread(loop);
        Reason unresolved = loop.resolver.resolve(read, loop.call);
        if (read.malformed() != null || unresolved != null || loop.call.operation() != operation) {
            throw new IllegalStateException("a head that was read reads otherwise");
        }
        return loop.call;
    }
}
