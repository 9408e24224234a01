/**
 * Judging forecasts: errors in price units and without, always beside those of the persistence
 * forecast (next = last) and, where there are such, of other baselines.
 *
 * <p>Lives here: the formulas and their results. Must never live here: a training engine with
 * epochs, or a rank by an error that is divided by a forecast, which whoever makes the forecast
 * could inflate: the one such error, sMAPE, is for reading only.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.evaluate.Metric}, then {@link
 * dev.gridcast.trainer.evaluate.Yardstick}.
 */
@NullMarked
package dev.gridcast.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
