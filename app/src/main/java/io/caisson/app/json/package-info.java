/** JSON documents as plain trees, read and written with the streaming parser. */
@NullMarked
package io.caisson.app.json;

import org.jspecify.annotations.NullMarked;
