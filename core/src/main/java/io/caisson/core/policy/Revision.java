package io.caisson.core.policy;

/** A short name for the state of a policy that no file holds. */
final class Revision {
    private static final long START = 0xcbf29ce484222325L;
    private static final long FACTOR = 0x100000001b3L;

    private Revision() {}

    /** FNV-1a over what each operation comes to; it tells states apart and is no proof against forgery. */
    static String of(Decision[] decisions) {
        long hash = START;
        for (Decision decision : decisions) {
            hash = (hash ^ (decision instanceof Decision.Allow ? 1 : 2)) * FACTOR;
            String rule = decision.rule().rule();
            for (int i = 0; i < rule.length(); i++) {
                hash = (hash ^ rule.charAt(i)) * FACTOR;
            }
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
