package io.caisson.core.config.file;

import io.caisson.core.config.NearestName;
import io.caisson.core.config.Values;
import io.caisson.core.config.tree.Position;
import io.caisson.core.docker.Access;
import io.caisson.core.docker.Operation;
import io.caisson.core.docker.Tag;
import io.caisson.core.http.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From the text of a rule to what it is about. */
final class SelectorReader {
    private static final String ACCEPTED =
            "write an operation's id, `TAG:ACCESS` such as `container:view`, or a method and a path";
    private static final List<String> TAGS = Stream.concat(
                    Stream.of("*"), Stream.of(Tag.values()).map(Tag::code))
            .toList();
    private static final List<String> ACCESSES = Stream.concat(
                    Stream.of("*"), Stream.of(Access.values()).map(Access::code))
            .toList();
    private static final List<String> IDS =
            Operation.all().stream().map(Operation::id).toList();
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    private final Reading reading;
    private final String setting;

    SelectorReader(Reading reading, String setting) {
        this.reading = reading;
        this.setting = setting;
    }

    /** What the text is about; empty after a problem. */
    Optional<Selector> read(String text, Position position) {
        if (text.indexOf(' ') >= 0) {
            return raw(text, position);
        }
        int colon = text.indexOf(':');
        if (text.startsWith("preset:")) {
            reading.refuse(position, setting, "a preset is taken over by `use: [" + text + "]` and is no rule");
            return Optional.empty();
        }
        return colon < 0 ? operation(text, position) : group(text, colon, position);
    }

    private Optional<Selector> operation(String text, Position position) {
        Optional<Operation> operation = Operation.byId(text);
        if (operation.isPresent()) {
            return Optional.of(new Selector.One(operation.get()));
        }
        if (text.startsWith("/")) {
            reading.refuse(
                    position, setting, "the path " + Values.shown(text) + " has no method; write `GET " + text + "`");
        } else {
            Optional<String> sameButCase =
                    IDS.stream().filter(id -> id.equalsIgnoreCase(text)).findFirst();
            String message = "no operation has the id " + Values.shown(text);
            if (sameButCase.isPresent()) {
                reading.refuse(position, setting, message, "", sameButCase.get());
            } else {
                String nearest = NearestName.to(text, IDS);
                reading.refuse(position, setting, message, nearest.isEmpty() ? ACCEPTED : "", nearest);
            }
        }
        return Optional.empty();
    }

    private Optional<Selector> group(String text, int colon, Position position) {
        String tag = text.substring(0, colon);
        String access = text.substring(colon + 1);
        if (!TAGS.contains(tag)) {
            reading.refuseName(position, setting, "no tag has the name " + Values.shown(tag), tag, TAGS, "tags");
            return Optional.empty();
        }
        if (!ACCESSES.contains(access)) {
            reading.refuseName(
                    position, setting, "no access has the name " + Values.shown(access), access, ACCESSES, "accesses");
            return Optional.empty();
        }
        Selector.Group group = new Selector.Group(
                Stream.of(Tag.values()).filter(each -> each.code().equals(tag)).findFirst(),
                Stream.of(Access.values())
                        .filter(each -> each.code().equals(access))
                        .findFirst());
        if (Selection.of(group).isEmpty()) {
            List<String> others = Stream.of(Access.values())
                    .map(Access::code)
                    .filter(each -> Operation.all().stream()
                            .anyMatch(operation -> operation.tag().code().equals(tag)
                                    && operation.access().code().equals(each)))
                    .toList();
            reading.refuse(
                    position,
                    setting,
                    "no operation is in the group " + Values.shown(text),
                    "accesses of `" + tag + "`: " + String.join(", ", others),
                    "");
            return Optional.empty();
        }
        return Optional.of(group);
    }

    private Optional<Selector> raw(String text, Position position) {
        int space = text.indexOf(' ');
        String method = text.substring(0, space);
        String path = text.substring(space + 1);
        if (!METHODS.contains(method)) {
            reading.refuseName(position, setting, Values.shown(method) + " is no method", method, METHODS, "methods");
            return Optional.empty();
        }
        Optional<String> wrong = RawPaths.problem(path);
        if (wrong.isPresent()) {
            reading.refuse(position, setting, "the path " + Values.shown(path) + " " + wrong.get());
            return Optional.empty();
        }
        Selector.Raw raw = new Selector.Raw(Method.valueOf(method), path);
        if (Selection.of(raw).isEmpty()) {
            reading.refuse(
                    position,
                    setting,
                    "no operation of the Engine API has the method and path " + Values.shown(text),
                    "",
                    RawPaths.nearest(raw));
            return Optional.empty();
        }
        return Optional.of(raw);
    }
}
