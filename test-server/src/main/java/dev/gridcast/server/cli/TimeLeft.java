package dev.gridcast.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Estimates how long the rest takes, from what this run of the server has seen done. Trainings in
 * progress count by their share, so the estimate does not wait for the first case to end.
 * Thread-safe.
 */
final class TimeLeft {

  /** With less than this many cases' worth of work seen, any number would be a guess. */
  private static final double ENOUGH = 0.3;

  private final long endedBefore;
  private Optional<Instant> firstWorkAt = Optional.empty();

  /**
   * An estimate that starts now.
   *
   * @param endedBefore cases that had ended before this run
   */
  TimeLeft(long endedBefore) {
    this.endedBefore = endedBefore;
  }

  /**
   * The estimate at this moment.
   *
   * @param ended cases that have ended
   * @param total cases in all
   * @param inProgress the shares of the trainings in progress, summed up
   * @param anyWork whether a case is in someone's hands
   */
  synchronized Optional<Duration> estimate(
      Instant now, long ended, long total, double inProgress, boolean anyWork) {
    if (firstWorkAt.isEmpty() && (anyWork || ended > endedBefore)) {
      firstWorkAt = Optional.of(now);
    }
    double seen = ended - endedBefore + inProgress;
    double left = total - ended - inProgress;
    if (firstWorkAt.isEmpty() || seen < ENOUGH || left <= 0) {
      return Optional.empty();
    }
    double millis = Duration.between(firstWorkAt.get(), now).toMillis() / seen * left;
    return millis >= Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) millis));
  }
}
