/**
 * Where a trainer runs: {@link dev.gridcast.client.runtime.TrainerRuntime} takes a work folder and
 * gives back progress and one {@link dev.gridcast.client.runtime.TrainingOutcome}.
 *
 * <p>What must never be here: messages to a server, and a class of the trainer; a client runs a
 * trainer, it never links one. What a trainer writes is hostile until it has been checked. Start
 * reading at {@link dev.gridcast.client.runtime.TrainerRuntime}; what the runtimes share begins at
 * {@link dev.gridcast.client.runtime.WarmTrainers}.
 */
@NullMarked
package dev.gridcast.client.runtime;

import org.jspecify.annotations.NullMarked;
