package dev.gridcast.client.machine;

/**
 * A machine on paper.
 *
 * @param physicalCores see {@link Hardware}
 * @param logicalProcessors see {@link Hardware}
 * @param memoryBytes see {@link Hardware}
 */
public record FakeHardware(
    Reading<Integer> physicalCores, int logicalProcessors, Reading<Long> memoryBytes)
    implements Hardware {

  /** Cores with two threads each, and so much memory. */
  public static FakeHardware of(int cores, long gibibytes) {
    return new FakeHardware(Reading.of(cores), 2 * cores, Reading.of(gibibytes << 30));
  }
}
