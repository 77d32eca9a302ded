package io.caisson.core.workload;

import io.caisson.core.http.ByteWriter;
import io.caisson.core.http.Octets;
import java.nio.charset.StandardCharsets;

/**
 * An object of the engine's by the name that a request has for it.
 *
 * @param kind what it is
 * @param name its name, id or the beginning of its id
 */
public record EngineObject(Kind kind, String name) {
    /**
     * The request target, in canonical percent-encoding, of the GET by which the engine describes it. A name with a
     * slash is one segment all the same, but for images, so that it leads nowhere else.
     *
     * @param version the prefix, {@code /v1.41}, or empty
     */
    public String request(String version) {
        ByteWriter path = new ByteWriter(128);
        path.ascii(version).ascii(kind.before);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet == ':' || octet == '@' || octet == '/' && kind == Kind.IMAGE;
            if (plain || Octets.isUnreserved(octet)) {
                path.put(octet);
            } else {
                path.percent(octet);
            }
        }
        return path.ascii(kind.after).toString();
    }

    /** What an object is, and the path under which the engine describes it. */
    public enum Kind {
        CONTAINER("/containers/", "/json"),
        EXEC("/exec/", "/json"),
        IMAGE("/images/", "/json"),
        VOLUME("/volumes/", ""),
        NETWORK("/networks/", ""),
        /** A path of the host, which no engine describes: the answer is where it really leads. */
        HOST_PATH("", "");

        private final String before;
        private final String after;

        Kind(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }
}
