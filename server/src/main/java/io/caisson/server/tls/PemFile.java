package io.caisson.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Files in PEM (RFC 7468): certificates, lists of revoked ones, and the blocks of keys. */
final class PemFile {
    /** A bundle of the world's authorities is a fifth of this. */
    private static final long FILE_BYTES_MAX = 4 << 20;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private PemFile() {}

    /**
     * One block.
     *
     * @param label for example {@code PRIVATE KEY}
     * @param headers whether it has the header lines of old encrypted keys
     */
    record Block(String label, boolean headers, String base64) {
        /** What the block holds; nothing where it is damaged. */
        byte[] der() {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException damaged) {
                return new byte[0];
            }
        }
    }

    /** A file's bytes, or a fault that names it. */
    static byte[] read(Path file, String what) throws TlsFault {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new TlsFault(what + " `" + file + "` is larger than 4 MiB; name the right file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new TlsFault(what + " `" + file
                    + "` is not there; make one with `caisson certs init`, mount the folder, or name another file");
        } catch (AccessDeniedException denied) {
            throw new TlsFault(what + " `" + file + "` may not be read by this user; change its owner or its rights");
        } catch (TlsFault fault) {
            throw fault;
        } catch (IOException fault) {
            throw new TlsFault(what + " `" + file + "` cannot be read: " + fault.getMessage());
        }
    }

    /** The certificates of a file in their order, at least one. */
    static List<X509Certificate> certificates(Path file, String what) throws TlsFault {
        byte[] bytes = read(file, what);
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                certificates.add((X509Certificate) each);
            }
        } catch (CertificateException malformed) {
            throw new TlsFault(what + " `" + file + "` holds no certificate in PEM: " + malformed.getMessage());
        }
        if (certificates.isEmpty()) {
            throw new TlsFault(what + " `" + file + "` holds no certificate; write PEM, beginning `" + BEGIN
                    + "CERTIFICATE" + DASHES + "`");
        }
        return certificates;
    }

    /** The lists of revoked certificates of a file, at least one. */
    static Collection<? extends CRL> revoked(Path file) throws TlsFault {
        byte[] bytes = read(file, "the list of revoked certificates");
        try {
            Collection<? extends CRL> lists =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(bytes));
            if (!lists.isEmpty()) {
                return lists;
            }
        } catch (CertificateException | CRLException malformed) {
            throw new TlsFault("`" + file + "` holds no list of revoked certificates: " + malformed.getMessage());
        }
        throw new TlsFault("`" + file + "` holds no list of revoked certificates; write PEM, beginning `" + BEGIN
                + "X509 CRL" + DASHES + "`");
    }

    /** The blocks of a text, of whatever kind. */
    static List<Block> blocks(byte[] text) {
        List<Block> blocks = new ArrayList<>();
        String label = null;
        boolean headers = false;
        StringBuilder base64 = new StringBuilder();
        for (String line : new String(text, StandardCharsets.ISO_8859_1).lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith(BEGIN) && stripped.endsWith(DASHES)) {
                label = stripped.substring(BEGIN.length(), stripped.length() - DASHES.length());
                headers = false;
                base64.setLength(0);
            } else if (label != null && stripped.equals(END + label + DASHES)) {
                blocks.add(new Block(label, headers, base64.toString()));
                label = null;
            } else if (stripped.indexOf(':') >= 0) {
                headers = true;
            } else {
                base64.append(stripped);
            }
        }
        return blocks;
    }
}
