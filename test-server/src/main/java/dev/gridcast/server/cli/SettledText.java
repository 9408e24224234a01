package dev.gridcast.server.cli;

import dev.gridcast.protocol.message.Verdict;
import dev.gridcast.server.lease.Settled;

/** What became of a result, in one line for the operator. */
final class SettledText {

  private SettledText() {}

  /**
   * The line.
   *
   * @param volunteer the name to show
   */
  static String line(Settled settled, Verdict verdict, String volunteer) {
    String subject = "case " + settled.caseIndex() + " by " + volunteer;
    String why = settled.reason().isEmpty() ? "" : ": " + settled.reason();
    return subject
        + switch (verdict.kind()) {
          case COUNTS -> " verified: " + figures(verdict);
          case CONFIRMS -> " confirms the result that counts";
          case WAITS -> " scored, waits for a second training" + why;
          case UNDECIDED -> " scored, but not counted" + why;
          case CLAIMED -> " is kept as a claim" + why;
          case REJECTED -> " rejected" + why;
          case UNKNOWN -> throw new IllegalArgumentException("no server says so: " + verdict);
        };
  }

  private static String figures(Verdict verdict) {
    double skill =
        verdict.persistenceRmse() > 0 ? 1 - verdict.rmse() / verdict.persistenceRmse() : Double.NaN;
    return "RMSE "
        + Figures.price(verdict.rmse())
        + ", skill "
        + Figures.percent(skill)
        + ", place "
        + verdict.rank()
        + " of "
        + verdict.ranked();
  }
}
