/**
 * What {@code benchmarks/*.sh} measure the trainer with. Ships nowhere.
 *
 * <p>Start reading at {@link dev.gridcast.benchmark.TrainerBenchmark}.
 */
@NullMarked
package dev.gridcast.benchmark;

import org.jspecify.annotations.NullMarked;
