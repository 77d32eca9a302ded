/**
 * The engine's objects and what can be done to them: containers, execs, images, networks, volumes, events. Values are
 * records; the maps that hold them are guarded by the one lock of {@link io.caisson.app.demo.world.World}, which is
 * never held while bytes are read or written.
 */
@NullMarked
package io.caisson.app.demo.world;

import org.jspecify.annotations.NullMarked;
