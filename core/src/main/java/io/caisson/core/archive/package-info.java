/**
 * What archives bring with them, judged while they pass: entries that are put into containers, build contexts with
 * their Dockerfile, images that are loaded. Policies say through {@link io.caisson.core.archive.ArchiveRules} what is
 * allowed.
 */
@NullMarked
package io.caisson.core.archive;

import org.jspecify.annotations.NullMarked;
