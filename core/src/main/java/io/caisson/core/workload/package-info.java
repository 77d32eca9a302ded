/**
 * What may run, and how: every request by which a workload can come into being or change is read into one
 * {@link io.caisson.core.workload.Workload}, whose demands a {@link io.caisson.core.workload.WorkloadPolicy} judges by
 * a standard and its exceptions. Which field of which operation makes which demand is a table, {@code fields.txt}; a
 * field that is not in it is a demand too.
 */
@NullMarked
package io.caisson.core.workload;

import org.jspecify.annotations.NullMarked;
