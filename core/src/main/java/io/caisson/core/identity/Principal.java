package io.caisson.core.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param listener name of the listener that accepted the connection, for example {@code default}
 * @param address the client's address as text: {@code 192.0.2.7:53122}, {@code [2001:db8::1]:53122}, or {@code unix}
 * @param learnt what else was found out, or null where nobody looked
 * @param name what a person calls the caller by, from the strongest proof to the weakest: {@code token:ci},
 *     {@code jwt:gitlab:project_path:a/b}, {@code certificate:runner-1}, {@code container:web}, {@code user:alice}, or
 *     empty where only the address is known. Names are compared by nobody: client rules look at the parts.
 */
public record Principal(
        String listener, String address, @Nullable Known learnt, String name) {
    /** What stands in the place of an address for a unix socket. */
    public static final String UNIX = "unix";

    private static final int CUSTOMER_BITS = 64;

    /** A caller of whom nothing else is known. */
    public Principal(String listener, String address) {
        this(listener, address, null, "");
    }

    /** What else is known. */
    public Known known() {
        Known all = learnt;
        return all == null ? Known.NOTHING : all;
    }

    /** A caller whose name follows from what is known; it is put together once, for it is in every record. */
    public Principal(String listener, String address, Known learnt) {
        this(listener, address, learnt, nameOf(learnt));
    }

    /** Whether the connection is a unix socket's, which has no address. */
    public boolean isUnix() {
        return address.equals(UNIX);
    }

    /** The same caller, of whom this is known. */
    public Principal knowing(Known newKnown) {
        return new Principal(listener, address, newKnown);
    }

    private static String nameOf(@Nullable Known known) {
        if (known == null) {
            return "";
        }
        if (known.credential().isPresent()) {
            Credential credential = known.credential().get();
            return (credential instanceof Credential.Token ? "token:" : "jwt:") + credential.name();
        }
        if (known.certificate().isPresent()) {
            PeerCertificate certificate = known.certificate().get();
            return "certificate:" + certificate.commonName().orElse(certificate.publicKeyPin());
        }
        if (known.origin() instanceof Origin.Inside(PeerContainer container)) {
            return "container:" + container.name();
        }
        return known.unix().map(peer -> "user:" + peer.user()).orElse("");
    }

    /** Who shares the limits of this caller: as the name, with ids where names may change, else the address. */
    public String account() {
        Known known = known();
        Optional<PeerCertificate> certificate = known.certificate();
        if (known.credential().isPresent()) {
            return name;
        }
        if (certificate.isPresent()) {
            return "pin:" + certificate.get().publicKeyPin();
        }
        if (known.origin() instanceof Origin.Inside(PeerContainer container)) {
            return "container:" + container.id();
        }
        if (known.unix().isPresent()) {
            return "uid:" + known.unix().get().uid();
        }
        // Whoever has one address of IPv6 usually has all of its network.
        return known.address()
                .map(ip -> (ip.isFour() ? ip : ip.prefix(CUSTOMER_BITS)).toString())
                .orElse(address);
    }
}
