package dev.gridcast.protocol.message;

import java.util.List;

/**
 * There is no case to hand out at the moment.
 *
 * @param done true when the experiment is finished, false when all that is left is leased to others
 * @param waitMillis when to ask again, in milliseconds
 * @param best the best forecasts so far, best first
 */
public record NothingNow(boolean done, long waitMillis, List<Forecast> best) implements Message {

  public NothingNow {
    Checks.atLeast("waitMillis", waitMillis, 0);
    best = Checks.list("best", best, Limits.MAX_FORECASTS);
  }
}
