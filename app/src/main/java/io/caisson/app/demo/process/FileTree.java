package io.caisson.app.demo.process;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The make-believe files that the programs of a container see. Read-only; a folder is what lies above a file. */
public final class FileTree {
    private static final String[] FOLDERS = {
        "bin", "dev", "etc", "home", "lib", "media", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp",
        "usr", "var"
    };

    private final TreeMap<String, String> files = new TreeMap<>();

    public FileTree(String hostname) {
        for (String folder : FOLDERS) {
            folder("/" + folder);
        }
        file("/etc/hostname", hostname + "\n");
        file("/etc/hosts", "127.0.0.1\tlocalhost\n");
        file(
                "/etc/os-release",
                "NAME=\"Caisson demo\"\nID=caisson-demo\nPRETTY_NAME=\"Caisson demo (nothing real)\"\n");
        file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
    }

    /** Adds a file. */
    public FileTree file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** Adds an empty folder. */
    public FileTree folder(String path) {
        files.put(path.endsWith("/") ? path : path + "/", "");
        return this;
    }

    /** A file's content. */
    Optional<String> content(String path) {
        return path.endsWith("/") ? Optional.empty() : Optional.ofNullable(files.get(path));
    }

    boolean isFolder(String path) {
        String inside = path.endsWith("/") ? path : path + "/";
        String first = files.ceilingKey(inside);
        return first != null && first.startsWith(inside);
    }

    /** The names in a folder, sorted. */
    Collection<String> list(String path) {
        String inside = path.endsWith("/") ? path : path + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String file : files.tailMap(inside).keySet()) {
            if (!file.startsWith(inside)) {
                break;
            }
            String rest = file.substring(inside.length());
            int slash = rest.indexOf('/');
            String name = slash < 0 ? rest : rest.substring(0, slash);
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** A path without `.`, `..` and repeated slashes, seen from a folder. */
    static String resolve(String folder, String path) {
        StringBuilder resolved = new StringBuilder();
        String whole = path.startsWith("/") ? path : folder + "/" + path;
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                resolved.setLength(Math.max(0, resolved.lastIndexOf("/")));
            } else if (!part.isEmpty() && !part.equals(".")) {
                resolved.append('/').append(part);
            }
        }
        return resolved.isEmpty() ? "/" : resolved.toString();
    }
}
