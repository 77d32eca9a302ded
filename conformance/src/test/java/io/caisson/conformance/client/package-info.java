/** Client programs and libraries other than the docker command line. */
@NullMarked
package io.caisson.conformance.client;

import org.jspecify.annotations.NullMarked;
