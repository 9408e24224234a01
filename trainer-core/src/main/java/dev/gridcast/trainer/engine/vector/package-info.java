/**
 * Our own engine: plain Java on {@link dev.gridcast.trainer.kernel.Kernels}, the same bits on every
 * JVM and machine.
 *
 * <p>What must never be here: a library, {@code jdk.incubator.vector}, a sum whose order depends on
 * the machine. Start reading at {@link dev.gridcast.trainer.engine.vector.VectorEngine}, then
 * {@code VectorNetwork} and {@code Stage}; {@code LstmStage} is where the time goes.
 */
@NullMarked
package dev.gridcast.trainer.engine.vector;

import org.jspecify.annotations.NullMarked;
