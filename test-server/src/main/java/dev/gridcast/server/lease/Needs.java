package dev.gridcast.server.lease;

import java.util.Comparator;
import java.util.List;

/**
 * What the cases of a lane ask of the machine that trains them.
 *
 * @param memoryBytes physical memory in bytes, 0 when any will do
 * @param gpu whether a graphics processor that trainers may use
 * @param runtimes where trainers must run, one of these; empty when anywhere
 * @param engine the training engine that the client's trainer must have; empty when any will do
 */
public record Needs(long memoryBytes, boolean gpu, List<String> runtimes, String engine) {

  /** Any machine will do. */
  public static final Needs NOTHING = new Needs(0, false, List.of(), "");

  /** Harder ones first: what few machines can do is not left to the end. */
  static final Comparator<Needs> HARDEST_FIRST =
      Comparator.comparing(Needs::gpu)
          .thenComparing(needs -> !needs.runtimes().isEmpty())
          .thenComparing(needs -> !needs.engine().isEmpty())
          .thenComparing(Needs::memoryBytes)
          .reversed();

  public Needs {
    if (memoryBytes < 0) {
      throw new IllegalArgumentException("needed memory cannot be negative: " + memoryBytes);
    }
    runtimes = List.copyOf(runtimes);
  }
}
