package dev.gridcast.protocol.message;

import java.util.List;

/**
 * There is no case to hand out at the moment.
 *
 * @param request the number of the {@link CaseRequest} that this answers
 * @param done true when the experiment is finished, false when all that is left is leased to others
 * @param waitMillis when to ask again, in milliseconds
 * @param best the best forecasts so far, best first
 * @param reason one line for people on why this client gets none although cases are left; empty
 *     when there is nothing to say but that they are in other hands
 */
public record NothingNow(
    long request, boolean done, long waitMillis, List<Forecast> best, String reason)
    implements Message {

  public NothingNow {
    Checks.atLeast("request", request, 1);
    Checks.atLeast("waitMillis", waitMillis, 0);
    best = Checks.list("best", best, Limits.MAX_FORECASTS);
    reason = Texts.oneLine(Checks.present("reason", reason), Limits.MAX_REASON);
  }

  /** There is nothing to say but that all cases are in other hands, or done. */
  public NothingNow(long request, boolean done, long waitMillis, List<Forecast> best) {
    this(request, done, waitMillis, best, "");
  }
}
