package io.caisson.core.risk;

import java.util.Locale;

/** How far a way leads; from worst to least. */
public enum Level {
    /** It is root on the host, or on a host of its swarm, with nothing else needed. */
    ROOT("as good as root on the host"),
    /** One step of a way to root; the other is somebody else's, for example to run what was put in place. */
    STEP("a step on the way to root"),
    /** It reads what opens other doors: files, memory, tokens, images. */
    SECRET("reads what may be secret");

    private final String sentence;
    private final String code = name().toLowerCase(Locale.ROOT);

    Level(String sentence) {
        this.sentence = sentence;
    }

    /** The word on the command line and in outputs. */
    public String code() {
        return code;
    }

    /** What it means, for a person. */
    public String sentence() {
        return sentence;
    }

    /** Whether this is as bad as another level or worse. */
    public boolean reaches(Level other) {
        return compareTo(other) <= 0;
    }
}
