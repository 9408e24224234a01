/**
 * Deeplearning4j as a training engine: the only package that knows the library.
 *
 * <p>The library computes losses and gradients; what it has not, or has otherwise than our words
 * say, is done here on its arrays: dropout masks ({@link
 * dev.gridcast.trainer.engine.dl4j.SeededDropout}), GRU and encoder ({@link
 * dev.gridcast.trainer.engine.dl4j.OwnLayer}), losses ({@link
 * dev.gridcast.trainer.engine.dl4j.MeanLoss}) and the steps of the optimiser ({@link
 * dev.gridcast.trainer.engine.dl4j.FlatOptimizer}). How each layer of ours is built there and where
 * it keeps our tensors is a {@link dev.gridcast.trainer.engine.dl4j.Translation}.
 *
 * <p>What must never be here: anything about cases or files. Start reading at {@link
 * dev.gridcast.trainer.engine.dl4j.Dl4jEngine}, then {@link
 * dev.gridcast.trainer.engine.dl4j.NetworkBuilder}.
 */
@NullMarked
package dev.gridcast.trainer.engine.dl4j;

import org.jspecify.annotations.NullMarked;
