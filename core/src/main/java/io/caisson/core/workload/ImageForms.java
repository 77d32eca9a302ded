package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;

/** Images by name or id. */
final class ImageForms {
    /** From this length on, engines take digits for the beginning of an id. */
    private static final int ID_CHARS_MAX = 64;

    private ImageForms() {}

    static void read(Sink sink, Form form, Control control, Place place, Json json) {
        String name = JsonView.text(json);
        if (name.isEmpty()) {
            return;
        }
        switch (form) {
            case INSTRUCTION -> sink.named(control, place, name.strip());
            case IMAGE -> {
                if (isId(name)) {
                    sink.reference(control, place, EngineObject.Kind.IMAGE, name);
                } else {
                    sink.named(control, place, name);
                }
            }
            // Names outside lists are judged together with the tag beside them; see Unsaid.
            default -> {
                if (place.item()) {
                    sink.named(control, place, name);
                }
            }
        }
    }

    /** A name with another tag or digest than its own. */
    static String tagged(String name, String tag) {
        int at = name.indexOf('@');
        String rest = at < 0 ? name : name.substring(0, at);
        int colon = rest.lastIndexOf(':');
        String bare = colon > rest.lastIndexOf('/') ? rest.substring(0, colon) : rest;
        return bare + (tag.indexOf(':') >= 0 ? "@" : ":") + tag;
    }

    /** Whether an engine may take a name for an id, or for the beginning of one. */
    static boolean isId(String name) {
        String digits = name.startsWith("sha256:") ? name.substring("sha256:".length()) : name;
        return !digits.isEmpty()
                && digits.length() <= ID_CHARS_MAX
                && digits.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
