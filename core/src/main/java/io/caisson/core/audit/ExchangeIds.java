package io.caisson.core.audit;

import io.caisson.core.http.ByteWriter;

/**
 * The printed ids of exchanges: a prefix that differs from one process to the next, a hyphen, and the exchange's
 * number, for example {@code k7m2qa-17}. Clients, records and the log name an exchange alike.
 *
 * @param prefix one to sixteen lower-case letters and digits
 */
public record ExchangeIds(String prefix) {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int PREFIX_LENGTH = 6;

    public ExchangeIds {
        if (prefix.isEmpty() || prefix.length() > 16) {
            throw new IllegalArgumentException("a prefix has 1 to 16 characters");
        }
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("a prefix holds lower-case letters and digits only");
            }
        }
    }

    /** Ids whose prefix is made of the low 30 bits of a seed. */
    public static ExchangeIds of(long seed) {
        StringBuilder prefix = new StringBuilder(PREFIX_LENGTH);
        for (int i = 0; i < PREFIX_LENGTH; i++) {
            prefix.append(ALPHABET.charAt((int) (seed >>> 5 * i) & 31));
        }
        return new ExchangeIds(prefix.toString());
    }

    /** Writes the id of an exchange. */
    public void write(ByteWriter out, long exchange) {
        out.ascii(prefix).put('-').decimal(exchange);
    }
}
