package dev.gridcast.server.store;

/**
 * What a volunteer says of its own result. Believed by nobody: kept beside what the server found.
 *
 * @param validationRmse pooled error on the validation range, in price units
 * @param epochs how many epochs were trained
 * @param bestEpoch the epoch whose weights came back, from 1
 * @param seconds how long the training took
 * @param engine name and version of the training engine
 */
public record Claim(
    double validationRmse, int epochs, int bestEpoch, double seconds, String engine) {

  public Claim {
    Finite.require("claimed validation rmse", validationRmse);
    Finite.require("claimed seconds", seconds);
  }
}
