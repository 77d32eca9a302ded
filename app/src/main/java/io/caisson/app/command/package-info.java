/** The commands as a user types them: arguments are read here by picocli, and the work is done in the package above. */
@NullMarked
package io.caisson.app.command;

import org.jspecify.annotations.NullMarked;
