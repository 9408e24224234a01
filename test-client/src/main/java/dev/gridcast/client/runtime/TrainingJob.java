package dev.gridcast.client.runtime;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to train.
 *
 * @param folder the work folder with {@code parameters.csv} and {@code time-series.csv}; the
 *     trainer writes its results there
 * @param timeLimit how long it may take before it is stopped; positive
 */
public record TrainingJob(Path folder, Duration timeLimit) {

  public TrainingJob {
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("the time limit must be positive: " + timeLimit);
    }
  }
}
