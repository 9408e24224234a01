/**
 * The files of Bitcoin-Factory, the system that this one succeeds, read as cases of ours.
 *
 * <p>Lives here: its names beside ours ({@link dev.gridcast.trainer.work.predecessor.Name}), its
 * {@code parameters.csv} in both shapes that it had, its {@code time-series.csv}, and what of its
 * method is done otherwise.
 *
 * <p>Must never live here: anything that trains; whatever is read here is a case like any other
 * behind {@link dev.gridcast.trainer.work.CaseFormat}. Nothing else knows that there was a
 * predecessor.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.work.predecessor.PredecessorFormat}.
 */
@NullMarked
package dev.gridcast.trainer.work.predecessor;

import org.jspecify.annotations.NullMarked;
