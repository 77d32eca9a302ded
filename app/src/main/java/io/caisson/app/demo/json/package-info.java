/** JSON documents as plain trees, read and written with the streaming parser. */
@NullMarked
package io.caisson.app.demo.json;

import org.jspecify.annotations.NullMarked;
