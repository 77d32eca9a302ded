package io.caisson.core.config;

import java.util.Optional;

/** TLS from a folder as Docker's clients have it: {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
final class TlsFolder {
    /** The name of the list of revoked certificates, which Docker's own folders do not have. */
    static final String REVOKED = "crl.pem";

    private TlsFolder() {}

    /** For clients who come in: the folder's authority issues their certificates. */
    static ListenerTls listener(String folder) {
        String in = within(folder);
        return new ListenerTls(
                in + "cert.pem",
                in + "key.pem",
                Optional.empty(),
                Optional.of(in + "ca.pem"),
                false,
                Optional.of(in + REVOKED),
                "");
    }

    /** Towards an engine, whose certificate the folder's authority issued. */
    static EngineTls engine(String folder) {
        String in = within(folder);
        return new EngineTls(
                Optional.of(in + "ca.pem"),
                Optional.of(in + "cert.pem"),
                Optional.of(in + "key.pem"),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private static String within(String folder) {
        return folder.endsWith("/") ? folder : folder + "/";
    }
}
