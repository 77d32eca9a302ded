/** From a user's settings (environment, arguments) to validated values, or to problems that name setting and cure. */
@NullMarked
package io.caisson.core.config;

import org.jspecify.annotations.NullMarked;
