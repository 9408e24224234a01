package dev.gridcast.server.experiment;

import java.math.BigDecimal;
import java.util.List;

/** What the values of a range must be. */
interface RangeRule {

  /** What a double holds of any decimal: two numbers of so many digits are never one to it. */
  int MAX_PRECISION = 15;

  /** The name in the experiment file. */
  String key();

  boolean isNumber();

  /** The words that it can be, when it is no number. */
  List<String> choices();

  /**
   * Refuses what this parameter cannot be.
   *
   * @param where the value, or the range it comes from
   * @throws ExperimentException if a number cannot be a value of this parameter
   */
  void check(Value where, BigDecimal number) throws ExperimentException;

  /**
   * Refuses numbers too near to each other.
   *
   * @param decimals places behind the point that must be told apart beside this number
   * @throws ExperimentException if a trainer would take two numbers for one, and so two cases
   */
  void checkPrecision(Value where, BigDecimal number, int decimals) throws ExperimentException;

  /** Refuses what a double cannot tell from its neighbour, {@code decimals} places behind. */
  static void requirePrecision(Value where, BigDecimal number, int decimals)
      throws ExperimentException {
    BigDecimal plain = number.stripTrailingZeros();
    int digits = plain.precision() + Math.max(0, decimals - plain.scale());
    if (digits > MAX_PRECISION) {
      throw where.problem(
          "takes "
              + digits
              + " digits to write down; the trainer tells numbers apart up to "
              + MAX_PRECISION);
    }
  }
}
