/**
 * Certificates for those who have none: an authority, a server's certificate and one for each client, in a folder. The
 * library that makes them is loaded by nothing else.
 */
@NullMarked
package io.caisson.app.tool.certs;

import org.jspecify.annotations.NullMarked;
