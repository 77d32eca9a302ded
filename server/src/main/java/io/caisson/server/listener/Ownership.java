package io.caisson.server.listener;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;

/** Gives socket files, and folders made for them, to whom they shall belong. */
final class Ownership {
    private Ownership() {}

    /**
     * Gives a file to the user and the group of the rights, where they name any.
     *
     * @param shown the file's name for people
     */
    static void give(Path file, Path shown, SocketRights rights) throws IOException {
        if (rights.owner().isEmpty() && rights.group().isEmpty()) {
            return;
        }
        UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        String name = "";
        try {
            if (rights.group().isPresent()) {
                name = rights.group().get();
                GroupPrincipal group = names.lookupPrincipalByGroupName(name);
                view.setGroup(group);
            }
            if (rights.owner().isPresent()) {
                name = rights.owner().get();
                view.setOwner(names.lookupPrincipalByName(name));
            }
        } catch (UserPrincipalNotFoundException nobody) {
            throw new BindFault("`" + shown + "` cannot be given to `" + name
                    + "`, whom this system does not know; write its number");
        } catch (FileSystemException denied) {
            throw new BindFault("`" + shown + "` cannot be given to `" + name
                    + "` by this user; run as root or as a member of the group, or leave owner and group out");
        }
    }

    /** Makes the folder of a socket file: for its owner to change, for those who may connect to pass through. */
    static void makeFolder(Path folder, SocketRights rights) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.exists(parent)) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString(
                rights.mode().contains(PosixFilePermission.OTHERS_WRITE)
                        ? "rwxr-xr-x"
                        : rights.mode().contains(PosixFilePermission.GROUP_WRITE) ? "rwxr-x---" : "rwx------");
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            give(folder, folder, rights);
            Files.setPosixFilePermissions(folder, mode);
        } catch (BindFault fault) {
            Files.deleteIfExists(folder);
            throw fault;
        } catch (IOException denied) {
            throw new BindFault("the folder `" + folder + "` cannot be made: "
                    + denied.getClass().getSimpleName() + "; make it, or choose another path");
        }
    }
}
