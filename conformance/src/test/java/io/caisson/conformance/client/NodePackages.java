package io.caisson.conformance.client;

import io.caisson.conformance.rig.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Packages for Node.js, installed as their lock file says. */
public final class NodePackages {
    private NodePackages() {}

    /** Copies a folder with a lock file, and installs what the lock file says unless that is there already. */
    static Path install(Path from, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var lock = Files.readString(folder.resolve("package-lock.json"));
        var installed = folder.resolve("installed-lock.json");
        if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
            new Command(System.getenv(), folder, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                    .run()
                    .ok();
            Files.writeString(installed, lock);
        }
        return folder;
    }
}
