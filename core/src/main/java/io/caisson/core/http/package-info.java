/**
 * HTTP/1.1 messages, read strictly: whatever RFC 9112 leaves to the recipient's choice is refused, so that this program
 * and the engine can read a message in one way only. Bytes in, values out; no sockets. Heads are reused objects,
 * because a request on the common path must not allocate.
 */
@NullMarked
package io.caisson.core.http;

import org.jspecify.annotations.NullMarked;
