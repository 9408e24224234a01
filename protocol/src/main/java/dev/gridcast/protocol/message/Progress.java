package dev.gridcast.protocol.message;

/**
 * How far a training is.
 *
 * @param epoch epochs finished
 * @param epochs epochs in all
 * @param validationRmse the error on the validation range after this epoch, in price units
 * @param seconds since the training began
 */
public record Progress(int epoch, int epochs, double validationRmse, double seconds) {}
