/** TLS with real clients, and as an outside scanner sees it. */
package io.caisson.conformance.tls;
