package io.caisson.core.identity;

/**
 * Who is calling.
 *
 * @param listener name of the listener that accepted the connection, for example {@code default}
 * @param address the client's address as text: {@code 192.0.2.7:53122}, {@code [2001:db8::1]:53122}, or {@code unix}
 */
public record Principal(String listener, String address) {}
