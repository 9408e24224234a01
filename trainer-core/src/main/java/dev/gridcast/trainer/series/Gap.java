package dev.gridcast.trainer.series;

import java.time.Duration;
import java.time.Instant;

/**
 * Two neighbouring rows that are not one step apart.
 *
 * @param row the row after the gap, counted from 0
 * @param last the instant of the row before the gap
 * @param next the instant of the row after the gap
 * @param step the step that the table should have
 */
public record Gap(int row, Instant last, Instant next, Duration step) {
  /** How many rows are missing; 0 if the rows are too near rather than too far apart. */
  public long missingRows() {
    return Math.max(0, (Duration.between(last, next).toMillis() - 1) / step.toMillis());
  }

  /** Whether the missing rows fit: the distance is a whole number of steps. */
  public boolean isWholeSteps() {
    return Duration.between(last, next).toMillis() % step.toMillis() == 0;
  }

  @Override
  public String toString() {
    return "no row between " + last + " and " + next + " where every " + step + " should have one";
  }
}
