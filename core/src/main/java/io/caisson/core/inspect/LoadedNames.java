package io.caisson.core.inspect;

import io.caisson.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that images have in an archive of images: in the engine's own list, in its oldest one, and in the index of
 * the Open Container Initiative, whichever an engine reads.
 */
public final class LoadedNames {
    private static final String MANIFEST = "manifest.json";
    private static final String REPOSITORIES = "repositories";
    private static final String INDEX = "index.json";

    /** The files of such an archive that hold names. */
    public static final Set<String> FILES = Set.of(MANIFEST, REPOSITORIES, INDEX);

    private static final String FULL_NAME = "io.containerd.image.name";
    private static final String REFERENCE = "org.opencontainers.image.ref.name";

    private LoadedNames() {}

    /** The names in one of {@link #FILES}; an image that has none there is an empty one. */
    public static Read<List<String>> in(String file, byte[] content) {
        Read<Json> read = StrictJson.read(content, JsonLimits.REQUEST);
        if (read instanceof Read.Refused<Json> refused) {
            return refused.as();
        }
        Json json = ((Read.Value<Json>) read).value();
        List<String> names = new ArrayList<>();
        boolean understood = switch (file) {
            case MANIFEST -> manifest(json, names);
            case REPOSITORIES -> repositories(json, names);
            default -> index(json, names);
        };
        return understood
                ? new Read.Value<>(names)
                : new Read.Refused<>(Reason.BODY_MISTYPED, "it has not the form of such a file");
    }

    private static boolean manifest(Json json, List<String> names) {
        if (!(json instanceof Json.Array(List<Json> images))) {
            return false;
        }
        for (Json image : images) {
            if (!(image instanceof Json.Members(Map<String, Json> fields)) || isRepeated(fields, "RepoTags")) {
                return false;
            }
            Json tags = fields.getOrDefault("RepoTags", new Json.Null());
            if (tags instanceof Json.Null || tags instanceof Json.Array(List<Json> items) && items.isEmpty()) {
                names.add("");
            } else if (!(tags instanceof Json.Array(List<Json> items)) || !texts(items, names)) {
                return false;
            }
        }
        return true;
    }

    private static boolean texts(List<Json> items, List<String> names) {
        for (Json item : items) {
            if (!(item instanceof Json.Text(String text))) {
                return false;
            }
            names.add(text);
        }
        return true;
    }

    private static boolean repositories(Json json, List<String> names) {
        if (!(json instanceof Json.Members(Map<String, Json> repositories))) {
            return false;
        }
        for (Map.Entry<String, Json> repository : repositories.entrySet()) {
            if (!(repository.getValue() instanceof Json.Members(Map<String, Json> tags))) {
                return false;
            }
            tags.keySet().forEach(tag -> names.add(repository.getKey() + ":" + tag));
        }
        return true;
    }

    private static boolean index(Json json, List<String> names) {
        if (!(json instanceof Json.Members(Map<String, Json> fields)) || isRepeated(fields, "manifests")) {
            return false;
        }
        if (!(fields.get("manifests") instanceof Json.Array(List<Json> images))) {
            return false;
        }
        for (Json image : images) {
            if (!(image instanceof Json.Members(Map<String, Json> of)) || isRepeated(of, "annotations")) {
                return false;
            }
            Json annotations = of.getOrDefault("annotations", new Json.Null());
            if (annotations instanceof Json.Members(Map<String, Json> values)) {
                Json name = values.getOrDefault(FULL_NAME, values.getOrDefault(REFERENCE, new Json.Text("")));
                if (!texts(List.of(name), names)) {
                    return false;
                }
            } else if (annotations instanceof Json.Null) {
                names.add("");
            } else {
                return false;
            }
        }
        return true;
    }

    /** Whether a field comes in another case than its own, which engines take for the same. */
    private static boolean isRepeated(Map<String, Json> fields, String name) {
        Optional<String> repeated = GoFolding.repeated(fields.keySet());
        return repeated.isPresent()
                || fields.keySet().stream()
                        .anyMatch(key -> !key.equals(name)
                                && GoFolding.repeated(List.of(key, name)).isPresent());
    }
}
