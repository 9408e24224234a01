package dev.gridcast.protocol.signal;

import java.util.Map;

/**
 * What came in on a server's ways since it started.
 *
 * @param garbage what was no request sealed for this server
 * @param flooded what was not even opened, because too much came
 * @param refused sealed refusals by their reason; {@link RefusalCode#STALE} and {@link
 *     RefusalCode#REPLAY} are among them
 * @param welcomed knocks that were answered
 * @param answered offers that were answered
 */
public record SignalCounts(
    long garbage, long flooded, Map<RefusalCode, Long> refused, long welcomed, long answered) {

  public SignalCounts {
    refused = Map.copyOf(refused);
  }

  /** All refusals together. */
  public long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }
}
