package io.caisson.core.config.file;

/**
 * A policy that comes with the program.
 *
 * @param policy its rules; its name begins with {@code preset:}
 * @param serves whom it is for
 * @param exposes what its user can see or do
 * @param closed what stays closed
 * @param tried whether it was tried with the real program; otherwise it was derived from its source
 */
public record PresetSpec(PolicySpec policy, String serves, String exposes, String closed, boolean tried) {}
