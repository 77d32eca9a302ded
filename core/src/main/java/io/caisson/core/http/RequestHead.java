package io.caisson.core.http;

import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1.1 or 1.0 request after strict parsing. A reused object: {@link HeadParser} fills it, and it is
 * valid until the parser's next call. It refers to the bytes it was read from.
 */
public final class RequestHead {
    /** What the {@code Upgrade} field asks for. */
    public enum Upgrade {
        NONE,
        TCP,
        H2C,
        WEBSOCKET,
        OTHER
    }

    byte[] bytes = new byte[0];
    Method method = Method.OTHER;
    int methodStart;
    int methodEnd;
    int targetStart;
    int targetEnd;
    int minorVersion;
    Framing framing = Framing.NONE;
    long contentLength;
    boolean keepAlive;
    boolean expectsContinue;
    Upgrade upgrade = Upgrade.NONE;
    int contentTypeStart;
    int contentTypeEnd;
    /** Which fields were seen, as bits of {@link FieldScan}. */
    int seen;
    /** Whether a Connection field names other fields. */
    boolean connectionNames;

    int headerCount;
    /** Per field: start and end of the name, start and end of the value. */
    int[] fields = new int[4 * 32];
    /** Per field: whether it goes on to the engine. */
    boolean[] forwarded = new boolean[32];

    @Nullable
    Reason malformed;

    /** Why the bytes are no acceptable head, or null when they are. */
    public @Nullable Reason malformed() {
        return malformed;
    }

    public Method method() {
        return method;
    }

    /** The bytes that the positions of this head refer to. */
    public byte[] bytes() {
        return bytes;
    }

    public int targetStart() {
        return targetStart;
    }

    public int targetEnd() {
        return targetEnd;
    }

    /** The target as it was sent; for records and tests, it allocates. */
    public String target() {
        return new String(bytes, targetStart, targetEnd - targetStart, StandardCharsets.ISO_8859_1);
    }

    /** The method as it was sent; for records and tests, it allocates. */
    public String methodText() {
        return new String(bytes, methodStart, methodEnd - methodStart, StandardCharsets.ISO_8859_1);
    }

    /** 1 for HTTP/1.1, 0 for HTTP/1.0. */
    public int minorVersion() {
        return minorVersion;
    }

    /** How the body ends; never {@link Framing#UNTIL_CLOSE}. */
    public Framing framing() {
        return framing;
    }

    /** The body's bytes where the framing is {@link Framing#LENGTH}, otherwise 0. */
    public long contentLength() {
        return contentLength;
    }

    /** Whether the client wants the connection to stay open. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** Whether the client waits for a 100 before it sends the body. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    public Upgrade upgrade() {
        return upgrade;
    }

    /** Whether a non-empty body may follow. */
    public boolean hasBody() {
        return framing == Framing.CHUNKED || contentLength > 0;
    }

    public int headerCount() {
        return headerCount;
    }

    /** Where the content type's value starts; equal to {@link #contentTypeEnd()} when there is none. */
    public int contentTypeStart() {
        return contentTypeStart;
    }

    public int contentTypeEnd() {
        return contentTypeEnd;
    }

    /** Writes the fields that go on to the engine, each with its line end, names and order as the client sent them. */
    public void writeForwardedFields(ByteWriter out) {
        for (int i = 0; i < headerCount; i++) {
            if (forwarded[i]) {
                int f = 4 * i;
                out.put(bytes, fields[f], fields[f + 1] - fields[f]);
                out.put(':').put(' ');
                out.put(bytes, fields[f + 2], fields[f + 3] - fields[f + 2]);
                out.put('\r').put('\n');
            }
        }
    }
}
