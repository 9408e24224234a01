package dev.gridcast.server.web;

import dev.gridcast.server.store.Attempt;
import dev.gridcast.server.store.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How many results became verified in each of the last sixty minutes: the growth of their number
 * from one look to the next. Thread-safe.
 */
final class Throughput {

  private static final int MINUTES = 60;

  private final TreeMap<Instant, Long> byMinute = new TreeMap<>();
  private long seen;

  /**
   * Begins with what happened before.
   *
   * @param verified how many are verified now
   * @param latest the attempts that were begun last
   */
  Throughput(long verified, List<Attempt> latest) {
    this.seen = verified;
    for (Attempt attempt : latest) {
      Instant end = attempt.endedAt();
      if (end != null && attempt.outcome() == AttemptOutcome.VERIFIED) {
        byMinute.merge(minute(end), 1L, Long::sum);
      }
    }
  }

  /**
   * How fast it goes.
   *
   * @param perHour verified results in the last sixty minutes
   * @param minutes each of them, the oldest first
   */
  record Answer(long perHour, List<Minute> minutes) {}

  /**
   * One minute.
   *
   * @param at when it began
   * @param verified how many became verified in it
   */
  record Minute(Instant at, long verified) {}

  /** Takes a look: so many are verified now. */
  synchronized void look(Instant now, long verified) {
    if (verified > seen) {
      byMinute.merge(minute(now), verified - seen, Long::sum);
    }
    seen = verified; // fewer when a result was found false and its case is open again
    byMinute.headMap(oldest(now)).clear();
  }

  synchronized Answer answer(Instant now) {
    List<Minute> minutes = new ArrayList<>();
    long sum = 0;
    Instant at = oldest(now);
    for (int i = 0; i < MINUTES; i++) {
      long verified = byMinute.getOrDefault(at, 0L);
      minutes.add(new Minute(at, verified));
      sum += verified;
      at = at.plus(Duration.ofMinutes(1));
    }
    return new Answer(sum, List.copyOf(minutes));
  }

  private static Instant oldest(Instant now) {
    return minute(now).minus(Duration.ofMinutes(MINUTES - 1));
  }

  private static Instant minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES);
  }
}
