/**
 * Judging forecasts: errors in price units and without, always beside those of the persistence
 * forecast (next = last) and, where there are such, of other baselines.
 *
 * <p>Lives here: the formulas and their results. Must never live here: anything that trains, or an
 * error divided by a forecast, which whoever makes the forecast could inflate.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.evaluate.Metric}, then {@link
 * dev.gridcast.trainer.evaluate.Yardstick}.
 */
@NullMarked
package dev.gridcast.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
