package io.caisson.core.workload;

import java.util.Optional;

/** Ports of the host: {@code 127.0.0.1:8000-8999}, {@code [::1]:80}, {@code 8080} on any address, {@code ::1:any}. */
record PortEntry(String text, String address, int first, int last, boolean chosen) implements Entry {
    private static final int PORT_MAX = 65_535;

    static Optional<Entry> of(String text) {
        int colon = text.lastIndexOf(':');
        String address = colon < 0 ? "*" : text.substring(0, colon);
        String range = text.substring(colon + 1);
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
        }
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (range.equals("any") || range.equals("*")) {
            return Optional.of(new PortEntry(text, address, 1, PORT_MAX, true));
        }
        int dash = range.indexOf('-');
        int first = number(dash < 0 ? range : range.substring(0, dash));
        int last = dash < 0 ? first : number(range.substring(dash + 1));
        return first < 1 || last < first
                ? Optional.empty()
                : Optional.of(new PortEntry(text, address, first, last, false));
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : -1;
        return number <= PORT_MAX ? number : -1;
    }

    @Override
    public boolean allows(Demand demand) {
        if (!(demand instanceof Demand.HostPorts ports)) {
            return false;
        }
        boolean addressed = address.equals("*") || address.equals(ports.address());
        return addressed && (ports.first() == 0 ? chosen : ports.first() >= first && ports.last() <= last);
    }
}
