/**
 * The exchange: one request's life from the client's bytes to the record of it, with hijacked streams and limits. One
 * event loop owns a client's connection and the engine connection that serves it; nothing here is shared between loops.
 */
@NullMarked
package io.caisson.server.proxy;

import org.jspecify.annotations.NullMarked;
