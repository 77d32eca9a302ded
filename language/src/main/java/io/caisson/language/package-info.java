/** Policy files: from text in YAML to compiled policies, or to everything that is wrong with it. */
@NullMarked
package io.caisson.language;

import org.jspecify.annotations.NullMarked;
