/**
 * The demo engine: a make-believe Docker Engine inside this process, for trying the firewall where there is no Docker.
 * It speaks the real API over a unix socket, so that real clients work with it, and runs nothing on the machine.
 * {@code http} is the wire, {@code json} the documents, {@code process} what "runs" in a container, {@code world} the
 * objects, {@code api} the operations.
 */
@NullMarked
package io.caisson.app.demo;

import org.jspecify.annotations.NullMarked;
