package dev.gridcast.client.machine;

/** What the machine has. The answers do not change while a program runs. */
public interface Hardware {

  /**
   * Processor cores, not counting the second threads of one; at most {@link #logicalProcessors}.
   */
  Reading<Integer> physicalCores();

  /** Processors as programs see them; inside a container, what that was given. At least 1. */
  int logicalProcessors();

  /** Memory in bytes; inside a container, what that was given. */
  Reading<Long> memoryBytes();
}
