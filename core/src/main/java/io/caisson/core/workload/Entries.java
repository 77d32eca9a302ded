package io.caisson.core.workload;

import java.util.Locale;
import java.util.Optional;

/** Makes the items of a policy's lists from their text. */
public final class Entries {
    private Entries() {}

    /** The item that a text is under a control; empty where it is none. */
    public static Optional<Entry> of(Control control, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return switch (control) {
            case BINDS -> BindEntry.of(text);
            case PORTS -> PortEntry.of(text);
            case DEVICES -> DeviceEntry.of(text);
            case ULIMITS -> UlimitEntry.of(text);
            case IMAGES, TAGS -> Optional.of(new ImageRule(text));
            case CAPABILITIES -> {
                String name = text.toUpperCase(Locale.ROOT);
                yield Optional.of(new NameEntry(name.startsWith("CAP_") ? name.substring("CAP_".length()) : name));
            }
            default -> Optional.of(new NameEntry(text));
        };
    }
}
