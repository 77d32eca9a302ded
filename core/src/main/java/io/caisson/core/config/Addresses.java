package io.caisson.core.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** From text to addresses, in the forms that our own variables, Docker's clients and HAProxy know. */
public final class Addresses {
    /** What would be accepted for a listener. */
    public static final String LISTENER_ACCEPTED =
            "is no address to listen on; write unix:///path, tcp://host:port or fd://NAME";

    /** What would be accepted for the engine. */
    public static final String ENGINE_ACCEPTED = "is no address of an engine; write unix:///path or tcp://host:port";

    /** What the kernel's address structure holds, without the terminating zero. */
    private static final int PATH_BYTES_MAX = 107;

    private static final long PORT_MAX = 65_535;

    private Addresses() {}

    /** A listener in our own form; port 0 is any free one. */
    public static Optional<Address> listener(String text) {
        return text.startsWith("fd://") ? inherited(text.substring("fd://".length())) : own(text, 0);
    }

    /** Names of descriptors are what systemd accepts: printable, without a colon. */
    private static Optional<Address> inherited(String name) {
        boolean fits = !name.isEmpty() && name.length() <= 255;
        for (int i = 0; i < name.length(); i++) {
            fits &= name.charAt(i) > ' ' && name.charAt(i) < 0x7f && name.charAt(i) != ':';
        }
        return fits ? Optional.of(new Address.Inherited(name)) : Optional.empty();
    }

    /** An engine in our own form. */
    public static Optional<Address> engine(String text) {
        return own(text, 1);
    }

    /** An engine as Docker's clients are told of it: as our own, and a port where none is named. */
    public static Optional<Address> dockerHost(String text, int port) {
        String trimmed = text.endsWith("/") && text.startsWith("tcp://") ? text.substring(0, text.length() - 1) : text;
        Optional<Address> address = own(trimmed, 1);
        return address.isPresent() ? address : own(trimmed + ":" + port, 1);
    }

    /** An engine as HAProxy's server line names it: a path or {@code host:port}, and our own forms too. */
    public static Optional<Address> haproxyServer(String text) {
        if (text.startsWith("/")) {
            return path(text);
        }
        if (text.startsWith("unix@")) {
            return path(text.substring("unix@".length()));
        }
        Optional<Address> address = own(text, 1);
        if (address.isPresent()) {
            return address;
        }
        return widened(
                tcp(text.startsWith("ipv4@") || text.startsWith("ipv6@") ? text.substring("ipv4@".length()) : text, 1));
    }

    private static Optional<Address> own(String text, int portLeast) {
        if (text.startsWith("unix://")) {
            return path(text.substring("unix://".length()));
        }
        return text.startsWith("tcp://")
                ? widened(tcp(text.substring("tcp://".length()), portLeast))
                : Optional.empty();
    }

    /** An absolute path that the kernel can hold. */
    public static Optional<Address> path(String text) {
        return text.length() > 1
                        && text.startsWith("/")
                        && text.indexOf('\0') < 0
                        && text.getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX
                ? Optional.of(new Address.Unix(text))
                : Optional.empty();
    }

    /** {@code host:port} or {@code [IPv6]:port}. */
    public static Optional<Address.Tcp> tcp(String text, int portLeast) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        Optional<Long> port = Values.number(text.substring(colon + 1), portLeast, PORT_MAX);
        return isHost(bare, bracketed) && port.isPresent()
                ? Optional.of(new Address.Tcp(bare, port.get().intValue()))
                : Optional.empty();
    }

    /** The same, as an address of any kind. */
    public static Optional<Address> widened(Optional<Address.Tcp> address) {
        return address.isPresent() ? Optional.of(address.get()) : Optional.empty();
    }

    private static boolean isHost(String host, boolean ipv6) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!word && (ipv6 ? ":.%".indexOf(c) < 0 : ".-_".indexOf(c) < 0)) {
                return false;
            }
        }
        return ipv6 ? host.indexOf(':') >= 0 : !host.isEmpty();
    }
}
