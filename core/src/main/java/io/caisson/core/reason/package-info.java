/**
 * Why an exchange did not end with the engine's answer. Codes are part of the product's interface: a client, a log
 * line, a metric and the reference name them alike, so none is ever renamed or reused.
 */
@NullMarked
package io.caisson.core.reason;

import org.jspecify.annotations.NullMarked;
