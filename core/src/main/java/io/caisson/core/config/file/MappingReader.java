package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.Addresses;
import io.caisson.core.config.Values;
import io.caisson.core.config.tree.Node;
import io.caisson.core.config.tree.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the values of one mapping by its section; notes what is wrong and answers what is right. */
final class MappingReader {
    private static final String NOTHING = "nothing";

    private final Reading reading;
    private final String path;
    private final Section section;
    private final Position position;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();

    /** Takes up a mapping; unknown and repeated keys are problems at once. */
    MappingReader(Reading reading, String path, Section section, Node node) {
        this.reading = reading;
        this.path = path;
        this.section = section;
        this.position = node.position();
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().forEach(this::take);
            case Node.Scalar scalar -> {
                if (!scalar.isEmpty()) {
                    wrongType(node);
                }
            }
            case Node.Sequence sequence -> wrongType(node);
        }
        for (Key key : section.keys()) {
            if (key.required() && !entries.containsKey(key.name())) {
                reading.refuse(
                        position,
                        path,
                        "`" + key.name() + "` is missing: " + key.meaning(),
                        "write " + key.kind().accepted(),
                        "");
            }
        }
    }

    private void wrongType(Node node) {
        reading.refuse(
                node.position(),
                path,
                "is " + kind(node) + " and not a mapping",
                "keys: " + String.join(", ", section.names()),
                "");
    }

    private void take(Node.Entry entry) {
        String name = entry.key().text();
        if (!section.names().contains(name)) {
            reading.refuseName(
                    entry.key().position(),
                    path,
                    "no key of a " + section.name() + " has the name " + Values.shown(name),
                    name,
                    section.names(),
                    "keys");
        } else {
            unique(entries, entry, path, "the key");
        }
    }

    /** Takes an entry up unless one of its name is there. */
    private void unique(Map<String, Node.Entry> known, Node.Entry entry, String where, String what) {
        String name = entry.key().text();
        Node.Entry earlier = known.putIfAbsent(name, entry);
        if (earlier != null) {
            reading.refuse(
                    entry.key().position(),
                    where,
                    what + " `" + name + "` comes twice; first at "
                            + earlier.key().position());
        }
    }

    /** What a node is, for problems. */
    static String kind(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.isEmpty() ? NOTHING : Values.shown(scalar.text());
            case Node.Sequence sequence -> "a list";
            case Node.Mapping mapping -> "a mapping";
        };
    }

    /** The path of a key in problems. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Position position() {
        return position;
    }

    /** Whether the mapping may have such a key. */
    boolean knows(String key) {
        return section.names().contains(key);
    }

    /** The value of a key, whatever it is. */
    Optional<Node> node(String key) {
        Node.Entry entry = entries.get(key);
        return entry == null || entry.value() instanceof Node.Scalar scalar && scalar.isEmpty()
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    /** The place of a key's value, or of the mapping where it is not said. */
    Position position(String key) {
        return node(key).map(Node::position).orElse(position);
    }

    /** A single value as it is written. */
    Optional<Node.Scalar> scalar(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && node.get() instanceof Node.Scalar scalar) {
            return Optional.of(scalar);
        }
        node.ifPresent(value -> refuse(key, "is " + kind(value) + " and no single value"));
        return Optional.empty();
    }

    /** A single value, with what it takes from the environment. */
    Optional<String> text(String key) {
        return scalar(key).flatMap(scalar -> reading.text(scalar, path(key)));
    }

    Optional<Boolean> truth(String key) {
        return typed(key, text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    Optional<Integer> number(String key, long most) {
        return typed(key, text -> Values.number(text, 1, most).map(Long::intValue), " from 1 to " + most);
    }

    Optional<Long> size(String key) {
        return typed(key, Values::size);
    }

    Optional<Duration> time(String key, Duration most) {
        return typed(key, text -> Values.duration(text, most), ", at most " + most.toSeconds() + "s");
    }

    Optional<Integer> fileMode(String key) {
        return typed(key, Values::fileMode);
    }

    Optional<Address> listenAddress(String key) {
        return typed(key, Addresses::listener);
    }

    Optional<Address> engineAddress(String key) {
        return typed(key, Addresses::engine);
    }

    /** One of the key's words. */
    Optional<String> word(String key) {
        List<String> words = key(key).words();
        Optional<String> text = text(key);
        if (text.isPresent() && !words.contains(text.get())) {
            reading.refuseName(
                    position(key),
                    path(key),
                    Values.shown(text.get()) + " is no word for it",
                    text.get(),
                    words,
                    "words");
            return Optional.empty();
        }
        return text;
    }

    private interface Parser<T> {
        Optional<T> parse(String text);
    }

    private <T> Optional<T> typed(String key, Parser<T> parser) {
        return typed(key, parser, "");
    }

    private <T> Optional<T> typed(String key, Parser<T> parser, String bounds) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = parser.parse(text.get());
        if (value.isEmpty()) {
            refuse(key, Values.shown(text.get()) + " is not " + key(key).kind().accepted() + bounds);
        }
        return value;
    }

    /** The names of a list; one alone may stand without the list. */
    List<Name> names(String key) {
        List<Name> names = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof Node.Scalar scalar && !scalar.isEmpty()) {
                names.add(new Name(scalar.text(), scalar.position()));
            } else {
                reading.refuse(item.position(), path(key), "is " + kind(item) + " and no name");
            }
        }
        return names;
    }

    /** The items of a list; one alone may stand without the list. */
    List<Node> items(String key) {
        @Nullable Node node = node(key).orElse(null);
        return switch (node) {
            case null -> List.of();
            case Node.Sequence sequence -> sequence.items();
            case Node.Scalar scalar -> List.of(scalar);
            case Node.Mapping mapping -> List.of(mapping);
        };
    }

    /** The values of a mapping by name, without repeated names. */
    Map<String, Node.Entry> named(String key) {
        Optional<Node> node = node(key);
        Map<String, Node.Entry> named = new LinkedHashMap<>();
        if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
            refuse(key, "is " + kind(node.get()) + " and not a mapping by name");
        }
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                String name = entry.key().text();
                if (!isName(name)) {
                    reading.refuse(
                            entry.key().position(),
                            path(key),
                            Values.shown(name) + " is no name; write letters, digits, `-`, `_` and `.`");
                } else {
                    unique(named, entry, path(key), "the name");
                }
            }
        }
        return named;
    }

    /** A name that fits into records, labels and commands. */
    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > 64) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!word && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    void refuse(String key, String message) {
        reading.refuse(position(key), path(key), message);
    }

    private Key key(String name) {
        return section.keys().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
