package io.caisson.app.tool.certs;

import io.caisson.app.tool.certs.Issued.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be done with a folder of certificates. */
public final class Certs {
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);
    /** What ends this soon is renewed without being named. */
    private static final Duration SOON = Duration.ofDays(30);

    private static final int NAME_LENGTH_MAX = 64;

    private final CertificateFolder folder;
    private final Instant now;

    /**
     * Works on a folder.
     *
     * @param serverOwner the user who runs Caisson, to whom the server's files are given
     * @param now the time from which validity counts
     */
    public Certs(Path folder, Optional<String> serverOwner, Instant now) {
        this.folder = new CertificateFolder(folder, serverOwner);
        this.now = now;
    }

    /**
     * Makes what is missing: the authority, the server's certificate, and one for each client.
     *
     * @param serverNames names and addresses by which clients reach the server; the first is the one to print
     * @return what was made, for people
     */
    public String init(List<String> serverNames, List<String> clients, Duration validity, int port)
            throws IOException, GeneralSecurityException {
        for (String client : clients) {
            checkName(client);
        }
        CertsText text = new CertsText();
        if (!folder.hasAuthority()) {
            folder.keep(Authority.make("Caisson CA", now, AUTHORITY_VALIDITY));
            text.authority(folder.authorityKey());
        }
        Authority authority = folder.authority();
        Map<String, Issued> current = current();
        if (!current.containsKey("")) {
            String names = String.join(",", serverNames);
            folder.keep(Kind.SERVER, names, authority, authority.server(serverNames, now, validity));
            text.server(folder.server(), names);
        }
        folder.keepRevoked(authority, now);
        String host = serverNames.getFirst();
        for (String client : clients) {
            if (!current.containsKey(client)) {
                folder.keep(Kind.CLIENT, client, authority, authority.client(client, now, validity));
                text.client(folder.client(client), client, host, port);
            }
        }
        return text.madeOrNothing();
    }

    /**
     * Makes certificates anew, with new keys.
     *
     * @param names of clients, and {@code server}; where there are none, whatever ends within 30 days
     * @return what was made, for people
     */
    public String renew(List<String> names, Duration validity) throws IOException, GeneralSecurityException {
        Authority authority = folder.authority();
        Map<String, Issued> current = current();
        for (String name : names) {
            if (!current.containsKey(key(name))) {
                throw unknown(name);
            }
        }
        CertsText text = new CertsText();
        for (Map.Entry<String, Issued> each : current.entrySet()) {
            Issued before = each.getValue();
            boolean wanted = names.isEmpty()
                    ? before.notAfter().minus(SOON).isBefore(now)
                    : names.contains(each.getKey().isEmpty() ? CertsText.SERVER : each.getKey());
            if (wanted) {
                Authority.Pair pair = before.kind() == Kind.SERVER
                        ? authority.server(List.of(before.name().split(",")), now, validity)
                        : authority.client(before.name(), now, validity);
                folder.keep(before.kind(), before.name(), authority, pair);
                text.renewed(before, pair.certificate().getNotAfter().toInstant());
            }
        }
        folder.keepRevoked(authority, now);
        return text.renewedOrNothing();
    }

    /** Who has a certificate, and until when. */
    public String show() throws IOException {
        List<Issued> issued = folder.issued();
        if (issued.isEmpty()) {
            throw new IOException("nothing was issued here; make certificates with `caisson certs init`");
        }
        return CertsText.table(issued, now);
    }

    /**
     * Revokes every certificate that was ever issued to a client.
     *
     * @return what was done, for people
     */
    public String revoke(List<String> names) throws IOException, GeneralSecurityException {
        Authority authority = folder.authority();
        List<Issued> all = new ArrayList<>(folder.issued());
        int count = 0;
        for (String name : names) {
            boolean found = false;
            for (int i = 0; i < all.size(); i++) {
                Issued each = all.get(i);
                if (each.kind() == Kind.CLIENT && each.name().equals(name)) {
                    found = true;
                    if (each.revoked().isEmpty()) {
                        all.set(i, each.revokedAt(now));
                        count++;
                    }
                }
            }
            if (!found) {
                throw unknown(name);
            }
        }
        folder.keep(all);
        folder.keepRevoked(authority, now);
        return CertsText.revoked(names, count, folder.server());
    }

    /** The newest certificate of each that is not revoked, by client; the server's under no name. */
    private Map<String, Issued> current() throws IOException {
        Map<String, Issued> current = new LinkedHashMap<>();
        for (Issued each : folder.issued()) {
            String name = each.kind() == Kind.SERVER ? "" : each.name();
            if (each.revoked().isPresent()) {
                current.remove(name);
            } else {
                current.put(name, each);
            }
        }
        return current;
    }

    private static String key(String name) {
        return name.equals(CertsText.SERVER) ? "" : name;
    }

    private static IOException unknown(String name) {
        return new IOException(
                "nobody has a certificate under the name `" + name + "`; `caisson certs show` lists them");
    }

    /** A name that can be a folder's, too. */
    private static void checkName(String name) throws IOException {
        boolean fits = !name.isEmpty() && name.length() <= NAME_LENGTH_MAX && !name.startsWith(".");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            fits &= word || "-_.".indexOf(c) >= 0;
        }
        if (!fits || name.equals(CertsText.SERVER)) {
            throw new IOException("a client cannot have the name `" + name
                    + "`; write letters, digits, `-`, `_` and `.`, at most 64, and not `server`");
        }
    }
}
