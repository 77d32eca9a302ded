/**
 * A small blocking HTTP/1.1 server on a unix socket, one virtual thread per connection. It behaves on the wire as the
 * engine's server does: keep-alive, length and chunked framing, early heads of streams, hijacked connections with
 * half-close. It knows nothing of the Engine API.
 */
@NullMarked
package io.caisson.app.demo.http;

import org.jspecify.annotations.NullMarked;
