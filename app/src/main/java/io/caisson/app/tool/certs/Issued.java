package io.caisson.app.tool.certs;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One certificate that the authority has issued, as the folder's index has it.
 *
 * @param serial its serial number
 * @param kind for whom it is
 * @param name the client's name, or the names and addresses of the server with commas between
 * @param notAfter the last moment of its validity
 * @param revoked when it was revoked, if it was
 */
record Issued(BigInteger serial, Kind kind, String name, Instant notAfter, Optional<Instant> revoked) {
    /** For whom a certificate is. */
    enum Kind {
        SERVER,
        CLIENT
    }

    private static final String NONE = "-";

    Issued revokedAt(Instant moment) {
        return new Issued(serial, kind, name, notAfter, Optional.of(moment));
    }

    /** One line of the index. */
    String line() {
        return String.join(
                "\t",
                serial.toString(16),
                kind.name().toLowerCase(java.util.Locale.ROOT),
                name,
                notAfter.toString(),
                revoked.map(Instant::toString).orElse(NONE));
    }

    /** Reads a line of the index. */
    static Issued of(String line) {
        List<String> parts = List.of(line.split("\t", -1));
        if (parts.size() != 5) {
            throw new IllegalArgumentException("not of five parts");
        }
        return new Issued(
                new BigInteger(parts.get(0), 16),
                Kind.valueOf(parts.get(1).toUpperCase(java.util.Locale.ROOT)),
                parts.get(2),
                Instant.parse(parts.get(3)),
                parts.get(4).equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(parts.get(4))));
    }
}
