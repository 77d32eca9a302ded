/** What the data path tells about itself: the audit writer, the metrics and their exposition. */
@NullMarked
package io.caisson.server.telemetry;

import org.jspecify.annotations.NullMarked;
