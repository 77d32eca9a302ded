package io.caisson.core.config.file;

import io.caisson.core.config.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lists {@code allow} and {@code deny}. */
final class RuleReader {
    private RuleReader() {}

    static List<RuleSpec> read(Reading reading, MappingReader policy, String key) {
        List<RuleSpec> rules = new ArrayList<>();
        SelectorReader selectors = new SelectorReader(reading, policy.path(key));
        for (Node item : policy.items(key)) {
            switch (item) {
                case Node.Scalar scalar -> add(rules, selectors, scalar, Optional.empty());
                case Node.Mapping mapping -> mapping(reading, policy.path(key), selectors, mapping, rules);
                case Node.Sequence sequence ->
                    reading.refuse(
                            sequence.position(),
                            policy.path(key),
                            "is a list and no rule",
                            "write an operation, or a mapping with `operation` and `when`",
                            "");
            }
        }
        return rules;
    }

    private static void mapping(
            Reading reading, String path, SelectorReader selectors, Node.Mapping mapping, List<RuleSpec> rules) {
        MappingReader reader = new MappingReader(reading, path, Sections.RULE, mapping);
        Optional<When> when = reader.scalar("when").map(When::new);
        Optional<Node.Scalar> one = reader.scalar("operation");
        if (one.isPresent()) {
            add(rules, selectors, one.get(), when);
        }
        List<Name> several = reader.names("operations");
        for (Name name : several) {
            add(rules, selectors, new Node.Scalar(name.text(), false, name.position()), when);
        }
        if (one.isPresent() && reader.node("operations").isPresent()) {
            reading.refuse(mapping.position(), path, "a rule has either `operation` or `operations`");
        }
        if (reader.node("operation").isEmpty() && several.isEmpty()) {
            reading.refuse(
                    mapping.position(), path, "the rule names no operation; write `operation:` and what it is about");
        }
    }

    private static void add(List<RuleSpec> rules, SelectorReader selectors, Node.Scalar text, Optional<When> when) {
        Optional<Selector> selector = selectors.read(text.text(), text.position());
        if (selector.isPresent()) {
            rules.add(new RuleSpec(selector.get(), text.text(), when, text.position()));
        }
    }
}
