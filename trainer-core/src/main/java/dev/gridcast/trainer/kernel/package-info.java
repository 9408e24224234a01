/**
 * Arithmetic on arrays of floats: the products, activations and steps that networks are made of,
 * fast and the same bits everywhere.
 *
 * <p>What must never be here: networks, samples, threads, memory of its own. Only {@code
 * kernel.simd} below may touch {@code jdk.incubator.vector}, and only {@link
 * dev.gridcast.trainer.kernel.Kernels#best()} loads it. Start reading at {@link
 * dev.gridcast.trainer.kernel.Kernels}.
 */
@NullMarked
package dev.gridcast.trainer.kernel;

import org.jspecify.annotations.NullMarked;
