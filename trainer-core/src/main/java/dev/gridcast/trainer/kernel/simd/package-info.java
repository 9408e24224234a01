/**
 * The kernels on Java's Vector API, the only place that touches {@code jdk.incubator.vector}:
 * compiled by itself, loaded by {@link dev.gridcast.trainer.kernel.Kernels#best()} only where the
 * module is there. What must never be here: a number that the width of the registers changes. Start
 * reading at {@link dev.gridcast.trainer.kernel.simd.VectorKernels}.
 */
@NullMarked
package dev.gridcast.trainer.kernel.simd;

import org.jspecify.annotations.NullMarked;
