/** The operator's side: metrics, health and readiness on an address of their own, never on a client's listener. */
@NullMarked
package io.caisson.server.admin;

import org.jspecify.annotations.NullMarked;
