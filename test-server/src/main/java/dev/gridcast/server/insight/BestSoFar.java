package dev.gridcast.server.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How the best error fell while results came in: only the results that were better than all before,
 * and at the end the best one again, as of the last result.
 *
 * @param persistenceRmse the error of persistence; not a number where it is not known
 * @param points from the first result on
 */
public record BestSoFar(double persistenceRmse, List<Point> points) {

  public BestSoFar {
    points = List.copyOf(points);
  }

  /**
   * The best at one moment.
   *
   * @param at when it was verified, or the last result was
   * @param results how many were verified by then
   * @param caseIndex the best case
   * @param value its RMSE, in price units
   * @param volunteer the name of who trained it
   */
  public record Point(Instant at, int results, long caseIndex, double value, String volunteer) {}

  static BestSoFar of(BoardTable table) {
    BoardColumn time = table.column(BoardSchema.VERIFIED_AT);
    BoardColumn rmse = table.column(BoardSchema.RMSE);
    BoardColumn volunteer = table.column(BoardSchema.VOLUNTEER);
    List<Point> points = new ArrayList<>();
    int[] order = table.order(time, false);
    int best = -1;
    for (int i = 0; i < order.length; i++) {
      boolean better = best < 0 || rmse.number(order[i]) < rmse.number(best);
      best = better ? order[i] : best;
      if (better || i == order.length - 1) {
        String name = volunteer.text(best);
        points.add(
            new Point(
                Instant.ofEpochMilli((long) time.number(order[i])),
                i + 1,
                table.testCase(best),
                rmse.number(best),
                name == null ? "" : name));
      }
    }
    return new BestSoFar(table.persistenceRmse(), points);
  }
}
