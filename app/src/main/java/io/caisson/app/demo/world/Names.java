package io.caisson.app.demo.world;

import io.caisson.app.demo.http.ApiFault;
import java.util.List;
import java.util.random.RandomGenerator;

/** Names of containers and volumes: what they may be, and made-up ones. */
final class Names {
    private static final List<String> QUALITIES =
            List.of("brave", "calm", "deep", "eager", "gentle", "keen", "lucid", "quiet", "steady", "watertight");
    private static final List<String> NOUNS =
            List.of("anchor", "beacon", "caisson", "diver", "harbour", "keel", "lantern", "pier", "pontoon", "sluice");

    private Names() {}

    /** A name for a container that was given none. */
    static String random() {
        RandomGenerator random = RandomGenerator.getDefault();
        return QUALITIES.get(random.nextInt(QUALITIES.size())) + "_" + NOUNS.get(random.nextInt(NOUNS.size()))
                + random.nextInt(100);
    }

    /** Refuses a container's name that the engine would refuse. */
    static void check(String name) {
        if (!valid(name)) {
            throw ApiFault.badRequest(
                    "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
    }

    /** At least two letters, digits, `_`, `.` or `-`, the first a letter or digit. */
    static boolean valid(String name) {
        return name.length() > 1
                && letterOrDigit(name.charAt(0))
                && name.chars().allMatch(c -> letterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }

    private static boolean letterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
