/** Where clients come in: sockets, and from an accepted connection to a principal. */
@NullMarked
package io.caisson.server.listener;

import org.jspecify.annotations.NullMarked;
