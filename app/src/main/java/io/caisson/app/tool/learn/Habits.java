package io.caisson.app.tool.learn;

import io.caisson.app.json.JsonObject;
import io.caisson.core.docker.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What never varied in the parameters and bodies of an operation's calls, as clauses of a condition. */
final class Habits {
    private static final int MOUNTS_MAX = 8;

    private Habits() {}

    /** Clauses over parameters. */
    static List<String> query(Operation operation, List<Sighting> sightings) {
        List<String> clauses = new ArrayList<>();
        for (Telling.Field field : Telling.query(operation)) {
            List<Object> values = sightings.stream()
                    .map(each -> each.call().query().value(field.name()))
                    .toList();
            String fact = "call.query." + field.name();
            switch (field.type()) {
                case TRUTH -> {
                    if (values.stream().noneMatch(Boolean.TRUE::equals)) {
                        clauses.add("!" + fact);
                    }
                }
                case NAME ->
                    named(fact, values.stream().map(String::valueOf).toList()).ifPresent(clauses::add);
                default ->
                    Values.text(fact, values.stream().map(String::valueOf).toList())
                            .ifPresent(clauses::add);
            }
        }
        return clauses;
    }

    /** Clauses over fields of the body. */
    static List<String> body(Operation operation, List<Sighting> sightings) {
        List<String> clauses = new ArrayList<>();
        for (Telling.Field field : Telling.body(operation)) {
            String fact = "body." + field.name();
            List<Inner> inner = sightings.stream()
                    .map(each -> inner(each.body(), field.name()))
                    .toList();
            clause(field.type(), fact, inner).ifPresent(clauses::add);
        }
        return clauses;
    }

    /** A field in the object that holds it. */
    private record Inner(JsonObject object, String name) {}

    private static Inner inner(JsonObject body, String path) {
        JsonObject object = body;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            object = object.object(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return new Inner(object, rest);
    }

    private static Optional<String> clause(Telling.Type type, String fact, List<Inner> fields) {
        return switch (type) {
            case TEXT -> Values.text(fact, texts(fields));
            case NAME -> named(fact, texts(fields));
            case TRUTH ->
                fields.stream().anyMatch(field -> field.object().flag(field.name()))
                        ? Optional.empty()
                        : Optional.of("!" + fact);
            case TEXTS ->
                Values.lists(
                        fact,
                        fields.stream()
                                .map(field -> field.object().texts(field.name()))
                                .toList());
            case MAP, OBJECTS ->
                fields.stream().allMatch(Habits::isEmpty) ? Optional.of(fact + ".size() == 0") : Optional.empty();
            case MOUNTS -> mounts(fact, fields);
        };
    }

    /** A name that some calls leave out says nothing of those that do. */
    private static Optional<String> named(String fact, List<String> values) {
        return values.contains("") ? Values.text(fact, values) : Values.name(fact, values);
    }

    private static List<String> texts(List<Inner> fields) {
        return fields.stream().map(field -> field.object().text(field.name())).toList();
    }

    private static boolean isEmpty(Inner field) {
        return field.object().objects(field.name()).isEmpty()
                && field.object().object(field.name()).isEmpty();
    }

    private static Optional<String> mounts(String fact, List<Inner> fields) {
        if (fields.stream().allMatch(Habits::isEmpty)) {
            return Optional.of(fact + ".size() == 0");
        }
        TreeSet<String> types = new TreeSet<>();
        TreeSet<String> sources = new TreeSet<>();
        boolean driven = false;
        for (Inner field : fields) {
            for (JsonObject mount : field.object().objects(field.name())) {
                types.add(mount.text("Type"));
                sources.add(mount.text("Source"));
                driven |= !mount.object("VolumeOptions")
                        .object("DriverConfig")
                        .object("Options")
                        .isEmpty();
            }
        }
        if (sources.size() > MOUNTS_MAX || driven) {
            return Optional.empty();
        }
        return Optional.of(fact + ".all(each, each.Type in " + Values.list(types) + " && each.Source in "
                + Values.list(sources) + " && each.VolumeOptions.DriverConfig.Options.size() == 0)");
    }
}
