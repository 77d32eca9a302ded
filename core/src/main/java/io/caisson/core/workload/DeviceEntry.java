package io.caisson.core.workload;

import java.util.Optional;

/** A device of the host, {@code /dev/fuse} or {@code /dev/ttyUSB*:rw}; without rights, with all of them. */
record DeviceEntry(String text, TextGlob glob, String rights) implements Entry {
    static Optional<Entry> of(String text) {
        int colon = text.indexOf(':');
        String path = colon < 0 ? text : text.substring(0, colon);
        String rights = colon < 0 ? "rwm" : text.substring(colon + 1);
        boolean valid = path.startsWith("/") && HostPaths.clean(path).equals(path);
        valid &= !rights.isEmpty() && rights.chars().allMatch(c -> "rwm".indexOf(c) >= 0);
        return valid ? Optional.of(new DeviceEntry(text, new TextGlob(path, '/'), rights)) : Optional.empty();
    }

    @Override
    public boolean allows(Demand demand) {
        if (!(demand instanceof Demand.Named(Control control, String field, String value))) {
            return false;
        }
        int colon = value.lastIndexOf(':');
        return glob.matches(value.substring(0, colon))
                && value.substring(colon + 1).chars().allMatch(c -> rights.indexOf(c) >= 0);
    }
}
