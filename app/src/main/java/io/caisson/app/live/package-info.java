/**
 * Serving with policies from files: reading them, watching them, and exchanging them while exchanges go on. Nothing
 * here is loaded where the environment alone makes the policy.
 */
@NullMarked
package io.caisson.app.live;

import org.jspecify.annotations.NullMarked;
