/** YAML as the tree of text that configuration is read from; the library's own types stay in here. */
@NullMarked
package io.caisson.language.yaml;

import org.jspecify.annotations.NullMarked;
