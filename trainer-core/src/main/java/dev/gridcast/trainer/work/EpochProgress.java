package dev.gridcast.trainer.work;

/**
 * How far a training is, after an epoch.
 *
 * @param epoch epochs finished
 * @param epochs epochs in all
 * @param trainingLoss mean loss over the training windows, scaled
 * @param validationRmse pooled error over the validation range, in price units
 * @param persistenceRmse the same of "next = last"
 * @param seconds since the training began
 */
public record EpochProgress(
    int epoch,
    int epochs,
    double trainingLoss,
    double validationRmse,
    double persistenceRmse,
    double seconds) {

  /** One line of JSON, without a line end. */
  public String toJsonLine() {
    return "{" + jsonFields() + "}";
  }

  /** The fields of that line without the braces, for a line that says more. */
  public String jsonFields() {
    return "\"epoch\":"
        + epoch
        + ",\"epochs\":"
        + epochs
        + ",\"trainingLoss\":"
        + ParameterText.shortest(trainingLoss)
        + ",\"validationRmse\":"
        + ParameterText.shortest(validationRmse)
        + ",\"persistenceRmse\":"
        + ParameterText.shortest(persistenceRmse)
        + ",\"seconds\":"
        + ParameterText.shortest(seconds);
  }
}
