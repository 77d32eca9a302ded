package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The images. Guarded by the world's lock. */
public final class Images {
    private final World world;
    private final Map<String, Image> byId = new LinkedHashMap<>();

    Images(World world) {
        this.world = world;
    }

    /** What removing an image did: names that went, and the image itself if nothing names it any more. */
    public record Removal(List<String> untagged, List<String> deleted) {}

    public List<Image> all() {
        return List.copyOf(byId.values().stream()
                .sorted((a, b) -> b.created().compareTo(a.created()))
                .toList());
    }

    /** An image by id, name with or without tag, or digest; null when there is none. */
    public @Nullable Image lookUp(String reference) {
        Image exact = byId.get(reference);
        if (exact != null) {
            return exact;
        }
        if (isHex(reference)) {
            Image prefixed = Ids.byPrefix(byId, reference.startsWith("sha256:") ? reference : "sha256:" + reference);
            if (prefixed != null) {
                return prefixed;
            }
        }
        if (reference.startsWith("sha256:")) {
            return null;
        }
        String name = ImageName.parse(reference).toString();
        for (Image image : byId.values()) {
            if (image.tags().contains(name) || image.digests().contains(name)) {
                return image;
            }
        }
        return null;
    }

    private static boolean isHex(String reference) {
        String digits = reference.startsWith("sha256:") ? reference.substring("sha256:".length()) : reference;
        return !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** An image, or the engine's 404. */
    public Image find(String reference) {
        Image image = lookUp(reference);
        if (image == null) {
            boolean isId = reference.startsWith("sha256:");
            throw ApiFault.notFound("No such image: "
                    + (isId ? reference : ImageName.parse(reference).toString()));
        }
        return image;
    }

    /** Adds an image; its names are taken from other images. */
    public void add(Image image) {
        World.bound(byId.size(), Bounds.IMAGES_MAX, "images");
        for (String tag : image.tags()) {
            takeName(tag);
        }
        Image present = byId.get(image.id());
        List<String> tags = new ArrayList<>(present == null ? List.of() : present.tags());
        tags.addAll(image.tags());
        byId.put(image.id(), image.withTags(tags));
    }

    /** Adds an image that came from a registry. */
    public void addPulled(Image image) {
        add(image);
        String name = image.tags().isEmpty()
                ? image.digests().getFirst()
                : image.tags().getFirst();
        publish("pull", name, ImageName.parse(name).repository());
    }

    /** Gives an image one more name. */
    public void tag(Image image, ImageName name) {
        takeName(name.toString());
        Image present = byId.getOrDefault(image.id(), image);
        List<String> tags = new ArrayList<>(present.tags());
        tags.add(name.toString());
        byId.put(image.id(), present.withTags(tags));
        publish("tag", image.id(), name.toString());
    }

    private void takeName(String name) {
        byId.replaceAll((id, image) -> image.withTags(
                image.tags().stream().filter(tag -> !tag.equals(name)).toList()));
    }

    /**
     * Removes a name, or an image with all its names if it is given by id or has no other name.
     *
     * @param force whether an image of several names, or of a stopped container, goes too
     */
    public Removal remove(String reference, boolean force) {
        Image image = find(reference);
        boolean byName = !image.id().equals(reference) && !image.id().startsWith("sha256:" + reference);
        if (byName && image.tags().size() > 1) {
            String name = ImageName.parse(reference).toString();
            byId.put(
                    image.id(),
                    image.withTags(image.tags().stream()
                            .filter(tag -> !tag.equals(name))
                            .toList()));
            publish("untag", image.id(), image.id());
            return new Removal(List.of(name), List.of());
        }
        refuseUsed(image, reference, byName, force);
        if (!byName && image.tags().size() > 1 && !force) {
            throw ApiFault.conflict("conflict: unable to delete " + Ids.abbreviated(image.id())
                    + " (must be forced) - image is referenced in multiple repositories");
        }
        byId.remove(image.id());
        List<String> names = new ArrayList<>(image.tags());
        names.addAll(image.digests());
        for (int i = 0; i < image.tags().size(); i++) {
            publish("untag", image.id(), image.id());
        }
        publish("delete", image.id(), image.id());
        List<String> deleted = new ArrayList<>();
        deleted.add(image.id());
        deleted.addAll(image.layers().reversed());
        return new Removal(names, deleted);
    }

    private void refuseUsed(Image image, String reference, boolean byName, boolean force) {
        for (Container container : world.containers().all()) {
            if (!container.spec().imageId().equals(image.id())) {
                continue;
            }
            String user = Ids.abbreviated(container.id());
            if (container.state().status().alive() && (force || !byName)) {
                throw ApiFault.conflict("conflict: unable to delete " + Ids.abbreviated(image.id())
                        + " (cannot be forced) - image is being used by running container " + user);
            }
            if (!force && byName) {
                throw ApiFault.conflict("conflict: unable to remove repository reference \"" + reference
                        + "\" (must force) - container " + user + " is using its referenced image "
                        + Ids.abbreviated(image.id()));
            }
            if (!force) {
                throw ApiFault.conflict("conflict: unable to delete " + Ids.abbreviated(image.id())
                        + " (must be forced) - image is being used by stopped container " + user);
            }
        }
    }

    private void publish(String action, String id, String name) {
        world.events().publish("image", action, id, Map.of("name", name));
    }
}
