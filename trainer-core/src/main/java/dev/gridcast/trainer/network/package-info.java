/**
 * What a network is, apart from how it is fitted: its architecture, its weights, the file they
 * travel in, and what it answers.
 *
 * <p>What must never be here: training, native libraries, series, files other than model files.
 * Everything here is plain Java and gives the same bits on every JVM, so that a server can judge a
 * volunteer's model without any library. Bytes that arrive are hostile until {@link
 * dev.gridcast.trainer.network.Safetensors#read} has returned. Start reading at {@link
 * dev.gridcast.trainer.network.Architecture}.
 */
@NullMarked
package dev.gridcast.trainer.network;

import org.jspecify.annotations.NullMarked;
