package dev.gridcast.protocol.message;

/**
 * How far a training is.
 *
 * @param epoch epochs finished
 * @param epochs epochs in all
 * @param validationRmse the error on the validation range after this epoch, in price units
 * @param seconds since the training began
 */
public record Progress(int epoch, int epochs, double validationRmse, double seconds) {

  public Progress {
    Checks.atLeast("epochs", epochs, 1);
    Checks.between("epoch", epoch, 0, epochs);
    Checks.finiteNotNegative("validationRmse", validationRmse);
    Checks.finiteNotNegative("seconds", seconds);
  }
}
