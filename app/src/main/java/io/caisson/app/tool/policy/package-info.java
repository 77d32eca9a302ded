/** The policies that a tool is about: from files, from presets, or from the variables of the environment. */
@NullMarked
package io.caisson.app.tool.policy;

import org.jspecify.annotations.NullMarked;
