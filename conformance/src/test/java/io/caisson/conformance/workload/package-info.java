/** Standards for workloads in front of a real engine: what passes is within the standard, and nothing else passes. */
@NullMarked
package io.caisson.conformance.workload;

import org.jspecify.annotations.NullMarked;
