package dev.gridcast.client.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Watches what a family of processes uses, where the system itself cannot bound it: memory and
 * threads, which are broken once, and processor time, which is only held back.
 */
final class ChildLimits {

  /** Threads of a family, a Java runtime's own included. */
  static final int MAX_THREADS = 512;

  /** What may be used at once after idle time. */
  private static final double BURST_SECONDS = 1.0;

  private final Resources resources;
  private final boolean cpuIsBounded;
  private double cpuLeftSeconds;
  private long lastNanos;
  private long lastCpuNanos;
  private boolean started;

  ChildLimits(Resources resources, int processors) {
    this.resources = resources;
    this.cpuIsBounded = resources.cpus() < processors;
    this.cpuLeftSeconds = BURST_SECONDS * resources.cpus();
  }

  /** What a family uses now. */
  record Use(long memoryBytes, int threads, long cpuNanos) {

    static Use of(List<ProcessHandle> family, ProcFiles proc) {
      long memory = 0;
      int threads = 0;
      long cpu = 0;
      for (ProcessHandle member : family) {
        memory += proc.memoryOf(member.pid());
        threads += proc.threadsOf(member.pid());
        cpu += proc.cpuNanosOf(member.pid());
      }
      return new Use(memory, threads, cpu);
    }
  }

  /** What it must be killed for, as in {@link TrainerExit#killedFor()}. */
  Optional<String> broken(Use use) {
    if (use.memoryBytes() > resources.memoryBytes()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "used more than %.1f GiB of memory",
              resources.memoryBytes() / (double) (1L << 30)));
    }
    if (use.threads() > MAX_THREADS) {
      return Optional.of("started more than " + MAX_THREADS + " threads and processes");
    }
    return Optional.empty();
  }

  /**
   * Whether it must be held back now, so that over time it gets its share of the processors.
   *
   * @param nowNanos a clock that never goes back
   */
  boolean isBeyondItsShare(Use use, long nowNanos) {
    if (!cpuIsBounded) {
      return false;
    }
    if (started) {
      double passed = (nowNanos - lastNanos) / 1e9;
      double used = Math.max(0, use.cpuNanos() - lastCpuNanos) / 1e9;
      cpuLeftSeconds =
          Math.min(
              BURST_SECONDS * resources.cpus(), cpuLeftSeconds + passed * resources.cpus() - used);
    }
    started = true;
    lastNanos = nowNanos;
    lastCpuNanos = use.cpuNanos();
    return cpuLeftSeconds < 0;
  }
}
