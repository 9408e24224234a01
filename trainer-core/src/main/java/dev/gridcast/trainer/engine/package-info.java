/**
 * How a network is fitted, whatever library does it: {@link
 * dev.gridcast.trainer.engine.TrainingEngine} builds a network from an architecture and options,
 * the network takes one epoch at a time.
 *
 * <p>What must never be here: a library (each has a package below this one), files, prices. Start
 * reading at {@link dev.gridcast.trainer.engine.TrainingEngine}.
 */
@NullMarked
package dev.gridcast.trainer.engine;

import org.jspecify.annotations.NullMarked;
