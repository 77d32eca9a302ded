package io.caisson.core.inspect;

import io.caisson.core.inspect.Target.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From an engine's description of an object to what policies know of it; Podman spells some fields otherwise. */
final class TargetReader {
    private TargetReader() {}

    static Target read(Kind kind, JsonPath json, String reference) {
        String id = json.text("Id", "ID", "id");
        return switch (kind) {
            case CONTAINER -> {
                String name = json.text("Name");
                yield Target.of(
                        kind,
                        id,
                        name.startsWith("/") ? name.substring(1) : name,
                        json.at("Config").texts("Labels"),
                        first(json.text("ImageName"), json.at("Config").text("Image")),
                        json.at("State").text("Status"));
            }
            case IMAGE -> image(json, id, reference);
            case VOLUME -> Target.of(kind, json.text("Name"), json.text("Name"), json.texts("Labels"), "", "");
            case NETWORK -> Target.of(kind, id, json.text("Name", "name"), json.texts("Labels", "labels"), "", "");
            case SERVICE -> {
                JsonPath spec = json.at("Spec");
                String image = spec.at("TaskTemplate").at("ContainerSpec").text("Image");
                yield Target.of(kind, id, spec.text("Name"), spec.texts("Labels"), image, "");
            }
            case TASK -> {
                JsonPath container = json.at("Spec").at("ContainerSpec");
                Map<String, String> labels = new HashMap<>(container.texts("Labels"));
                labels.putAll(json.texts("Labels"));
                yield Target.of(
                        kind,
                        id,
                        json.text("Name"),
                        labels,
                        container.text("Image"),
                        json.at("Status").text("State"));
            }
            case NODE -> {
                JsonPath spec = json.at("Spec");
                String name = first(spec.text("Name"), json.at("Description").text("Hostname"));
                yield Target.of(
                        kind,
                        id,
                        name,
                        spec.texts("Labels"),
                        "",
                        json.at("Status").text("State"));
            }
            case SECRET, CONFIG -> {
                JsonPath spec = json.at("Spec");
                yield Target.of(kind, id, spec.text("Name"), spec.texts("Labels"), "", "");
            }
            case PLUGIN -> {
                String name = json.text("Name");
                yield Target.of(kind, name, name, Map.of(), "", json.isTrue("Enabled") ? "enabled" : "disabled");
            }
            case POD -> Target.of(kind, id, json.text("Name"), json.texts("Labels"), "", json.text("State"));
        };
    }

    /** The name of an image is the one that the call has, in full; where it has an id, the first of its names. */
    private static Target image(JsonPath json, String id, String reference) {
        List<String> names = json.list("RepoTags");
        String asked = ImageReference.inFull(reference);
        boolean known =
                names.stream().anyMatch(name -> ImageReference.inFull(name).equals(asked)) || reference.contains("@");
        String name = known || names.isEmpty() ? asked : ImageReference.inFull(names.getFirst());
        Map<String, String> labels = new HashMap<>(json.texts("Labels"));
        labels.putAll(json.at("Config").texts("Labels"));
        return Target.of(Kind.IMAGE, id, name, labels, name, "");
    }

    private static String first(String first, String second) {
        return first.isEmpty() ? second : first;
    }
}
