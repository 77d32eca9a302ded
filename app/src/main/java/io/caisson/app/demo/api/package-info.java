/** The operations of the Engine API over the demo's world: routes, documents, streams, and the engine's own errors. */
@NullMarked
package io.caisson.app.demo.api;

import org.jspecify.annotations.NullMarked;
