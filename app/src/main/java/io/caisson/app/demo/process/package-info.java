/**
 * What "runs" in a container: programs of this JVM on virtual threads, with standard streams, a terminal, signals and a
 * log. Nothing here touches the machine: there is a tiny shell over a make-believe file tree, and services that write
 * believable log lines. Every queue and every log is bounded.
 */
@NullMarked
package io.caisson.app.demo.process;

import org.jspecify.annotations.NullMarked;
