/** Whether the product reads requests as the engine's own router does. */
package io.caisson.conformance.router;
