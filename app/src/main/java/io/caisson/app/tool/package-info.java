/** The tools around a policy: what they have in common. None of it is loaded by {@code serve}. */
@NullMarked
package io.caisson.app.tool;

import org.jspecify.annotations.NullMarked;
