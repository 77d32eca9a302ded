package io.caisson.app.tool.learn;

import io.caisson.app.tool.request.EngineObjects;
import io.caisson.app.tool.request.FactNames;
import io.caisson.core.inspect.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** To which of the engine's objects the calls of an operation kept. */
final class Scopes {
    /** Labels that images bring along, or that differ from one run to the next. */
    private static final List<String> FOREIGN_LABELS =
            List.of("com.docker.compose.", "org.opencontainers.", "desktop.docker.", "io.buildah.", "maintainer");

    /** Names that clients gave to what they made. */
    private final Set<String> givenNames = new HashSet<>();

    /** Labels that clients gave to what they made. */
    private final Map<String, Set<String>> givenLabels = new HashMap<>();

    /** @param all every call of the record */
    Scopes(Collection<Sighting> all) {
        for (Sighting sighting : all) {
            sighting.call().query().given("name").map(String::valueOf).ifPresent(givenNames::add);
            givenNames.add(sighting.body().text("Name"));
            sighting.body()
                    .textMap("Labels")
                    .forEach((key, value) -> givenLabels
                            .computeIfAbsent(key, name -> new HashSet<>())
                            .add(value));
        }
    }

    /** A clause that holds for the objects of all these calls; empty where they have too little in common. */
    Optional<String> clause(List<Sighting> sightings) {
        List<Target> objects = new ArrayList<>();
        boolean called = true;
        boolean given = true;
        for (Sighting sighting : sightings) {
            Optional<Target> object = sighting.seen().object();
            if (object.isEmpty()) {
                return Optional.empty();
            }
            objects.add(object.get());
            boolean byName = isCalledByName(sighting, object.get());
            called &= byName;
            given &= byName || givenNames.contains(object.get().name());
        }
        // A client that calls by names means those; one that calls by ids means what it made, whatever that is called.
        Optional<String> byName = Values.name("target.name", names(objects));
        return (called ? byName : Optional.<String>empty())
                .or(() -> project(objects))
                .or(() -> label(objects))
                .or(given ? () -> byName : Optional::empty)
                .or(() -> image(objects));
    }

    /** Whether the call has the object's name, and not its id; images are always called by what names they have. */
    private static boolean isCalledByName(Sighting sighting, Target object) {
        return !object.name().isEmpty()
                && (object.kind() == Target.Kind.IMAGE
                        || EngineObjects.reference(sighting.call())
                                .map(reference ->
                                        reference.equals(object.name()) || reference.equals("/" + object.name()))
                                .orElse(false));
    }

    private static Optional<String> project(List<Target> objects) {
        List<String> projects =
                objects.stream().map(Target::composeProject).distinct().toList();
        return projects.size() == 1 && !projects.getFirst().isEmpty()
                ? Optional.of("target.composeProject == " + FactNames.quoted(projects.getFirst()))
                : Optional.empty();
    }

    /** A label that clients gave, with the same value, to all of the objects. */
    private Optional<String> label(List<Target> objects) {
        Map<String, String> common = new TreeMap<>(objects.getFirst().labels());
        objects.forEach(object -> common.entrySet().retainAll(object.labels().entrySet()));
        return common.entrySet().stream()
                .filter(label ->
                        givenLabels.getOrDefault(label.getKey(), Set.of()).contains(label.getValue()))
                .filter(label -> FOREIGN_LABELS.stream().noneMatch(label.getKey()::startsWith))
                .map(label -> "target.labels.get(" + FactNames.quoted(label.getKey()) + ", \"\") == "
                        + FactNames.quoted(label.getValue()))
                .findFirst();
    }

    private static List<String> names(List<Target> objects) {
        return objects.stream().map(Target::name).toList();
    }

    private static Optional<String> image(List<Target> objects) {
        boolean made = objects.stream()
                .allMatch(object -> object.kind() == Target.Kind.CONTAINER
                        && !object.image().isEmpty()
                        && !object.image().startsWith("sha256:"));
        return made
                ? Values.name(
                        "target.image", objects.stream().map(Target::image).toList())
                : Optional.empty();
    }
}
