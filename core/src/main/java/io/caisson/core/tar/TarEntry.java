package io.caisson.core.tar;

/**
 * One entry of an archive, as its headers say.
 *
 * @param name its path, without a leading {@code ./} and without the slash that ends a folder's; empty for the
 *      archive's own folder; it may begin with a slash, but has no empty or dotted segments
 * @param type what it is
 * @param size bytes of content; only files have any
 * @param mode its rights, with the bits for set-uid and set-gid
 * @param user the id of its owner
 * @param link where a link leads, otherwise empty
 * @param capable whether it carries rights of its own, as file capabilities do
 */
public record TarEntry(String name, Type type, long size, long mode, long user, String link, boolean capable) {
    private static final long SET_IDS = 06000;

    /** What an entry is. */
    public enum Type {
        FILE,
        FOLDER,
        /** Another name of a file. */
        LINK,
        SYMLINK,
        /** A device, or a pipe with a name. */
        DEVICE
    }

    /** Whether whoever runs it may come to rights that are not his. */
    public boolean raisesRights() {
        return capable || type != Type.FOLDER && (mode & SET_IDS) != 0;
    }
}
