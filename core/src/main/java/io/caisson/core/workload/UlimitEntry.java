package io.caisson.core.workload;

import java.util.Optional;

/** A process limit: {@code nofile} of any height, or {@code nofile:65536} up to that. */
record UlimitEntry(String text, String name, long most) implements Entry {
    static Optional<Entry> of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.of(new UlimitEntry(text, text, -1));
        }
        String digits = text.substring(colon + 1);
        boolean valid =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return valid
                ? Optional.of(new UlimitEntry(text, text.substring(0, colon), Long.parseLong(digits)))
                : Optional.empty();
    }

    @Override
    public boolean allows(Demand demand) {
        if (!(demand instanceof Demand.Named(Control control, String field, String value))) {
            return false;
        }
        int colon = value.lastIndexOf(':');
        String height = value.substring(colon + 1);
        return value.substring(0, colon).equals(name)
                && (most < 0 || !height.equals("unlimited") && Long.parseLong(height) <= most);
    }
}
