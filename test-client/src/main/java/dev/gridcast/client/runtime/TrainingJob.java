package dev.gridcast.client.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to train, in a box: the folder of one of the places where this client trains. Its folders
 * {@code in} and {@code out} are all that a trainer gets to see of it; each job has a folder of its
 * name in both.
 *
 * @param box the folder with {@code in/<name>/}, which holds {@code parameters.csv} and {@code
 *     time-series.csv}, and {@code out/<name>/}, which is empty
 * @param name names the job in its box: 1 to 100 letters, digits, dots, hyphens and underscores, no
 *     dot in front
 * @param image the trainer image to run, with its digest; empty for the trainer of this release
 * @param timeLimit how long it may take before it is stopped, pauses not counted; positive
 */
public record TrainingJob(Path box, String name, Optional<String> image, Duration timeLimit) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  public TrainingJob {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("this cannot be the name of a folder: '" + name + "'");
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("the time limit must be positive: " + timeLimit);
    }
  }

  /** The folder that the trainer reads. */
  public Path input() {
    return box.resolve("in").resolve(name);
  }

  /** The folder that the trainer writes its results to. */
  public Path output() {
    return box.resolve("out").resolve(name);
  }

  /** The file that keeps the beginning of what the trainer said; not within its reach. */
  public Path log() {
    return box.resolve(name + ".log");
  }
}
