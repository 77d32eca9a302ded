/** A request as a user writes it down, read the way in which the gate reads one from a connection. */
@NullMarked
package io.caisson.app.tool.request;

import org.jspecify.annotations.NullMarked;
