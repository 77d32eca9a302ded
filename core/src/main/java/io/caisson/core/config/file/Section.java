package io.caisson.core.config.file;

import java.util.List;

/**
 * A mapping of the file: its keys, for readers, schema and reference alike.
 *
 * @param name what the reference calls it
 * @param about one or two sentences for the reference
 * @param keys in the order of the reference
 * @param shortForm what may stand in the mapping's place; empty where nothing may
 */
public record Section(String name, String about, List<Key> keys, String shortForm) {
    public Section {
        keys = List.copyOf(keys);
    }

    Section(String name, String about, Key... keys) {
        this(name, about, List.of(keys), "");
    }

    /** The names of its keys. */
    public List<String> names() {
        return keys.stream().map(Key::name).toList();
    }
}
