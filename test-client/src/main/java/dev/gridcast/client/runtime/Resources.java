package dev.gridcast.client.runtime;

import java.util.Locale;

/**
 * What one trainer may use of this machine.
 *
 * @param cpus processors, positive; less than one is a share of one
 * @param memoryBytes memory of the trainer and of all that it starts, at least {@link
 *     #LEAST_MEMORY}
 * @param gpu whether it gets the graphics processors
 */
public record Resources(double cpus, long memoryBytes, boolean gpu) {

  /** A Java runtime, the training engine and a small network: 512 MiB. */
  public static final long LEAST_MEMORY = 512L << 20;

  /** One processor and 2 GiB, no graphics processor. */
  public static final Resources DEFAULT = new Resources(1, 2L << 30, false);

  public Resources {
    if (!(cpus > 0) || Double.isInfinite(cpus)) {
      throw new IllegalArgumentException("a trainer needs a positive number of CPUs: " + cpus);
    }
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a trainer needs %d MiB of memory at least: %d bytes",
              LEAST_MEMORY >> 20,
              memoryBytes));
    }
  }
}
