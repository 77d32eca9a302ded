package io.caisson.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which Caisson this is. */
public final class Version {
    private Version() {}

    /** The version of the build, for example {@code 0.1.0}. */
    public static String text() {
        // In the image the module knows, at no cost; only a run from jars has to look into one.
        ModuleDescriptor module = Version.class.getModule().getDescriptor();
        Optional<String> known = module == null ? Optional.empty() : module.rawVersion();
        return known.orElseGet(Version::fromResource);
    }

    private static String fromResource() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                return "unknown";
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException damaged) {
            return "unknown";
        }
    }
}
