package io.caisson.core.config.file;

import java.util.List;
import java.util.Optional;

/**
 * One key of a mapping: what readers, the schema for editors and the reference know of it.
 *
 * @param name in kebab-case
 * @param kind the form of its value
 * @param required whether the mapping needs it
 * @param unless what holds when it is not said; empty where nothing does
 * @param meaning one sentence for the reference, lower case, no full stop
 * @param words for a choice, the words
 * @param section for a mapping, or several by name, what they hold
 */
public record Key(
        String name,
        Kind kind,
        boolean required,
        String unless,
        String meaning,
        List<String> words,
        Optional<Section> section) {
    public Key {
        words = List.copyOf(words);
    }

    /** The form of a value. */
    public enum Kind {
        TEXT("text"),
        TRUTH("`true` or `false`"),
        NUMBER("a whole number"),
        SIZE("a size with its unit: `512B`, `64KiB`, `64MiB`, `2GiB`"),
        TIME("a time with its unit: `500ms`, `10s`, `5m`, `1h`"),
        FILE("the path of a file"),
        FILE_MODE("octal digits in quotes: `\"0660\"`"),
        ADDRESS("`unix:///path` or `tcp://host:port`"),
        LISTEN_ADDRESS("`unix:///path`, `tcp://host:port` or `fd://NAME`, a socket that systemd passes"),
        CHOICE("one of the words"),
        NAME("a name"),
        NAMES("a list of names"),
        RULES("a list of rules"),
        CONDITION("an expression of CEL"),
        SECTION("a mapping"),
        SECTIONS("mappings by name"),
        LIST("a list of mappings");

        private final String accepted;

        Kind(String accepted) {
            this.accepted = accepted;
        }

        /** What a value looks like, for problems and the reference. */
        public String accepted() {
            return accepted;
        }
    }

    static Key optional(String name, Kind kind, String unless, String meaning) {
        return new Key(name, kind, false, unless, meaning, List.of(), Optional.empty());
    }

    static Key required(String name, Kind kind, String meaning) {
        return new Key(name, kind, true, "", meaning, List.of(), Optional.empty());
    }

    static Key choice(String name, List<String> words, String unless, String meaning) {
        return new Key(name, Kind.CHOICE, false, unless, meaning, words, Optional.empty());
    }

    static Key section(String name, Kind kind, Section section, String meaning) {
        return new Key(name, kind, false, "", meaning, List.of(), Optional.of(section));
    }
}
