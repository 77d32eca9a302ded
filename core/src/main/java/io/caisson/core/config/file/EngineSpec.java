package io.caisson.core.config.file;

import io.caisson.core.config.Address;
import io.caisson.core.config.tree.Position;

/**
 * One engine.
 *
 * @param name the key in {@code engines}; {@code default} where {@code engine} names the only one
 * @param address where it listens
 * @param position where it stands
 */
public record EngineSpec(String name, Address address, Position position) {}
