package dev.gridcast.server.store;

import dev.gridcast.trainer.evaluate.Evaluation;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the server itself found of a result that counts.
 *
 * @param validationRmse the model's error on the validation range, to stand beside the claim
 * @param confirmation the model's errors on the confirmation range, beside those of the baselines
 *     on the same rows
 * @param forecast what the model says of the rows behind the last one, the next one first; empty
 *     when a gap leaves it nothing to look at
 */
public record Verification(
    double validationRmse, Evaluation confirmation, List<NextCandle> forecast) {

  public Verification {
    Finite.require("verified validation rmse", validationRmse);
    forecast = List.copyOf(forecast);
  }

  /** The model's error on the confirmation range, pooled, in price units: what is ranked. */
  public double rmse() {
    return confirmation.model().rmse();
  }

  /** The error of persistence (next = last) on the same rows. */
  public double persistenceRmse() {
    return confirmation.persistence().rmse();
  }

  /**
   * 1 - rmse / rmse of persistence: positive when the model is better. Empty when persistence makes
   * no error at all, since nothing can be measured against that.
   */
  public OptionalDouble skill() {
    return confirmation.skill();
  }

  /**
   * The standard error of {@link #skill()}; empty where it is not known, as with results that an
   * older release scored.
   */
  public OptionalDouble skillError() {
    return confirmation.skillError();
  }
}
