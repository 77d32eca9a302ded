/**
 * From the configuration of another proxy to a policy. A reader turns each source into an {@link
 * io.caisson.language.importing.Origin}: lines that let requests pass or not. A survey then asks it about every
 * operation of the catalogue, and what it answers becomes rules, and a report of what is different here. Nothing of
 * this is used by a running proxy.
 */
@NullMarked
package io.caisson.language.importing;

import org.jspecify.annotations.NullMarked;
