package dev.gridcast.server.store;

import java.util.OptionalDouble;

/**
 * What the server itself found of a result that counts.
 *
 * @param validationRmse the model's error on the validation range, to stand beside the claim
 * @param samples how many rows of the confirmation range were forecast
 * @param confirmation the model's errors on the confirmation range
 * @param persistence the errors of persistence (next = last) on the same rows
 * @param forecast what the model says of the next row
 */
public record Verification(
    double validationRmse,
    long samples,
    Score confirmation,
    Score persistence,
    NextCandle forecast) {

  public Verification {
    Finite.require("verified validation rmse", validationRmse);
  }

  /**
   * 1 - rmse / rmse of persistence: positive when the model is better. Empty when persistence makes
   * no error at all, since nothing can be measured against that.
   */
  public OptionalDouble skill() {
    return persistence.rmse() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - confirmation.rmse() / persistence.rmse());
  }
}
