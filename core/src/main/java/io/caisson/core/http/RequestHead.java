package io.caisson.core.http;

import io.caisson.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The head of one HTTP/1.1 or 1.0 request after strict parsing by {@link HeadParser}. */
public final class RequestHead extends MessageHead {
    /** What the {@code Upgrade} field asks for. */
    public enum Upgrade {
        NONE,
        TCP,
        H2C,
        WEBSOCKET,
        OTHER
    }

    Method method = Method.OTHER;
    int methodStart;
    int methodEnd;
    int targetStart;
    int targetEnd;
    int minorVersion;
    boolean hostSeen;
    boolean expectsContinue;
    Upgrade upgrade = Upgrade.NONE;
    static final int NO_FIELD = -1;
    static final int SEVERAL_FIELDS = -2;

    int contentTypeField = -1;
    int authorizationField = NO_FIELD;
    ContentType contentType = ContentType.ABSENT;

    public Method method() {
        return method;
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

    /** Whether the client wants the connection to stay open. */
    public boolean keepAlive() {
        return !closeSeen && (minorVersion == 1 || keepAliveSeen);
    }

    /** Whether the client waits for a 100 before it sends the body. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    public Upgrade upgrade() {
        return upgrade;
    }

    /** Whether a body that is not empty may follow. */
    public boolean hasBody() {
        return framing == Framing.CHUNKED || contentLength > 0;
    }

    /**
     * Why a request is refused for its content type, or null. Forms are refused with any method, although engines read
     * them on POST and PUT only: no client needs them. An empty body is no form.
     */
    public @Nullable Reason contentTypeRefusal() {
        return switch (contentType) {
            case GRPC -> Reason.HTTP2_REFUSED;
            case FORM, MULTIPART, UNCLEAR -> hasBody() ? Reason.CONTENT_TYPE_REFUSED : null;
            case ABSENT, OTHER -> null;
        };
    }

    /** Where the content type's value starts; equal to {@link #contentTypeEnd()} when there is none. */
    public int contentTypeStart() {
        return contentTypeField < 0 ? 0 : fields[4 * contentTypeField + 2];
    }

    public int contentTypeEnd() {
        return contentTypeField < 0 ? 0 : fields[4 * contentTypeField + 3];
    }

    /** Whether there is an {@code Authorization}, of any number; it never goes on to the engine. */
    public boolean hasAuthorization() {
        return authorizationField != NO_FIELD;
    }

    /** Whether there is exactly one. */
    public boolean hasOneAuthorization() {
        return authorizationField >= 0;
    }

    /** Where the only authorization's value starts. */
    public int authorizationStart() {
        return fields[4 * authorizationField + 2];
    }

    public int authorizationEnd() {
        return fields[4 * authorizationField + 3];
    }

    /** Keeps the content type from going on to the engine. */
    public void dropContentType() {
        if (contentTypeField >= 0) {
            forwarded[contentTypeField] = false;
        }
    }

    @Override
    void begin(byte[] source) {
        super.begin(source);
        // A refused request is recorded with whatever was read of it.
        method = Method.OTHER;
        methodStart = 0;
        methodEnd = 0;
        targetStart = 0;
        targetEnd = 0;
        minorVersion = 1;
        hostSeen = false;
        expectsContinue = false;
        upgrade = Upgrade.NONE;
        contentTypeField = -1;
        authorizationField = NO_FIELD;
        contentType = ContentType.ABSENT;
    }

    @Override
    @Nullable
    Reason field(int index, int nameStart, int nameEnd, int start, int end) {
        return RequestFields.field(this, index, nameStart, nameEnd, start, end);
    }

    /**
     * Naming a field that the engine's reading depends on is an attempt to have it removed between us and the engine.
     */
    @Override
    boolean mayBeNamed(int nameStart, int nameEnd) {
        return !starts(nameStart, nameEnd, "content-")
                && !starts(nameStart, nameEnd, "transfer-")
                && !starts(nameStart, nameEnd, "host")
                && !starts(nameStart, nameEnd, "sec-")
                && !starts(nameStart, nameEnd, "x-");
    }

    @Override
    @Nullable
    Reason finish() {
        return RequestFields.finish(this);
    }
}
