/**
 * Judging forecasts: errors in price units, always beside those of the persistence forecast (next =
 * last).
 *
 * <p>Lives here: the formulas and their results. Must never live here: anything that trains, or an
 * error divided by a forecast, which whoever makes the forecast could inflate.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.evaluate.Evaluator}.
 */
@NullMarked
package dev.gridcast.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
