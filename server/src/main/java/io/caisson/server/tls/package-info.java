/**
 * Certificates and keys from files, and what they make of a connection: contexts for our side as server and as client,
 * and the checks of a client's certificate. Nothing here is loaded where neither a listener nor an engine uses TLS.
 */
@NullMarked
package io.caisson.server.tls;

import org.jspecify.annotations.NullMarked;
