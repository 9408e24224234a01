package dev.gridcast.protocol.message;

import java.util.List;

/**
 * The server has stored the {@link Result}, {@link Failure} or {@link GiveBack} for good: the
 * client may forget it. A result that came after its lease had passed to somebody else is accepted
 * as well, as a second opinion. What a result is found to be comes in a {@link Verdict}, which may
 * be a while, and on another connection.
 *
 * @param lease the lease that ended
 * @param best the best forecasts so far, best first; empty until a model beats nothing at all
 */
public record Accepted(String lease, List<Forecast> best) implements Message {

  public Accepted {
    Checks.identity("lease", lease);
    best = Checks.list("best", best, Limits.MAX_FORECASTS);
  }
}
