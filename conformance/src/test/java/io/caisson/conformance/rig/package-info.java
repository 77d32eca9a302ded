/**
 * What the conformance tests stand on: one real engine a run, the product in front of it as a process of its own, and
 * the means to run client programs against it. Nothing here knows the product's classes: it is started by its command
 * line and spoken to over its sockets.
 */
@NullMarked
package io.caisson.conformance.rig;

import org.jspecify.annotations.NullMarked;
