package io.caisson.core.archive;

import io.caisson.core.reason.Reason;
import io.caisson.core.tar.TarEntry;
import io.caisson.core.tar.TarFault;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps entries where their names say: whoever unpacks an archive follows the symbolic links that it has unpacked
 * before, so that an entry below one of them lands somewhere else.
 */
final class LinkNames {
    /** Most symbolic links of one archive; their names are what is remembered of it. */
    static final int LINKS_MAX = 16_384;

    /** Longest names of all of them together. */
    static final int CHARS_MAX = 1 << 20;

    private final Set<String> links = new HashSet<>();
    private int chars;

    /** Takes an entry up; refuses one whose place is not where its name says. */
    void take(TarEntry entry) throws TarFault {
        String name = entry.name();
        if (name.startsWith("/")) {
            throw misplaced(name, "has an absolute name");
        }
        refuseThroughLink(name, name);
        if (entry.type() == TarEntry.Type.LINK) {
            String target = withoutDots(entry.link());
            if (leadsOut(name, entry.link(), false) || links.contains(target)) {
                throw misplaced(name, "links to `" + entry.link() + "`, which is not a file of the archive");
            }
            refuseThroughLink(name, target);
        } else if (entry.type() == TarEntry.Type.SYMLINK) {
            chars += name.length();
            if (links.size() == LINKS_MAX || chars > CHARS_MAX) {
                throw new TarFault(Reason.BODY_TOO_COMPLEX, "more than " + LINKS_MAX + " symbolic links");
            }
            links.add(name);
        }
    }

    private void refuseThroughLink(String name, String path) throws TarFault {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (links.contains(path.substring(0, slash))) {
                throw misplaced(
                        name, "lies below `" + path.substring(0, slash) + "`, which the archive makes a symbolic link");
            }
        }
    }

    private static String withoutDots(String link) {
        String target = link;
        while (target.startsWith("./")) {
            target = target.substring(2);
        }
        return target;
    }

    /**
     * Whether a link leads out of the archive's folder.
     *
     * @param relative whether the target is seen from the link's own folder, as those of symbolic links are
     */
    static boolean leadsOut(String name, String target, boolean relative) {
        if (target.isEmpty() || target.startsWith("/")) {
            return true;
        }
        int depth = relative ? (int) name.chars().filter(c -> c == '/').count() : 0;
        for (String segment : target.split("/", -1)) {
            if (segment.equals("..")) {
                depth--;
                if (depth < 0 || !relative) {
                    return true;
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                depth++;
            } else if (!relative && segment.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static TarFault misplaced(String name, String why) {
        return new TarFault(
                Reason.ARCHIVE_ENTRY_REFUSED,
                "`" + name + "` " + why,
                "the entry `" + name + "` of the archive " + why + "; leave it out");
    }
}
