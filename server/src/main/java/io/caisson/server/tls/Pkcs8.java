package io.caisson.server.tls;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/** Puts older forms of private keys into the one that the JDK reads (RFC 5208). */
final class Pkcs8 {
    private static final byte[] VERSION = {2, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int OBJECT = 0x06;
    private static final int PARAMETERS = 0xa0;

    private Pkcs8() {}

    /** A key of PKCS#1 (RFC 8017, appendix A.1.2). */
    static byte[] ofRsa(byte[] pkcs1) {
        return of(SEQUENCE, VERSION, RSA, of(OCTETS, pkcs1));
    }

    /**
     * A key of SEC 1 (RFC 5915).
     *
     * @param named the object identifier of its curve, for keys that do not name it; may be empty
     * @return empty where neither names a curve
     */
    static Optional<byte[]> ofEllipticCurve(byte[] sec1, byte[] named) {
        byte[] curve = curve(sec1);
        if (curve.length == 0 && named.length > 2 && named[0] == OBJECT) {
            curve = named;
        }
        return curve.length == 0
                ? Optional.empty()
                : Optional.of(of(SEQUENCE, VERSION, of(SEQUENCE, EC_OID, curve), of(OCTETS, sec1)));
    }

    /** The object identifier in the key's own parameters, or nothing. */
    private static byte[] curve(byte[] sec1) {
        int[] sequence = element(sec1, 0);
        int at = sequence[0];
        while (at >= 0 && at < sequence[1]) {
            int[] element = element(sec1, at);
            if (element[0] < 0) {
                return new byte[0];
            }
            if ((sec1[at] & 0xff) == PARAMETERS && element[1] > element[0] && sec1[element[0]] == OBJECT) {
                return java.util.Arrays.copyOfRange(sec1, element[0], element[1]);
            }
            at = element[1];
        }
        return new byte[0];
    }

    /** Where the content of the element at a place begins and ends; -1 where it does not fit. */
    private static int[] element(byte[] der, int at) {
        int[] none = {-1, -1};
        if (at + 2 > der.length) {
            return none;
        }
        int start = at + 2;
        int length = der[at + 1] & 0xff;
        if (length > 0x80) {
            int count = length & 0x7f;
            if (count > 2 || start + count > der.length) {
                return none;
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | der[start++] & 0xff;
            }
        }
        return start + length > der.length ? none : new int[] {start, start + length};
    }

    private static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
