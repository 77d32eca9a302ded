/**
 * Who is asked before a call that the policy allows is passed on: other authorizers, and people. All of it takes its
 * time and is done on threads that may wait; whatever is no clear yes is a no.
 */
@NullMarked
package io.caisson.server.consent;

import org.jspecify.annotations.NullMarked;
