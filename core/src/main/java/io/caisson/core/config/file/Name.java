package io.caisson.core.config.file;

import io.caisson.core.config.tree.Position;

/** A name in a list of names, and where it stands. */
public record Name(String text, Position position) {}
