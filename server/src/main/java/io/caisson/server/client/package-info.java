/**
 * Who is calling, where client rules want to know more than an address: the process behind a unix socket, the container
 * that a process or an address belongs to, and what each caller may use.
 */
@NullMarked
package io.caisson.server.client;

import org.jspecify.annotations.NullMarked;
