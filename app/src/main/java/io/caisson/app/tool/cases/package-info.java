/** Case files: calls, and what a policy is expected to say of each. */
@NullMarked
package io.caisson.app.tool.cases;

import org.jspecify.annotations.NullMarked;
