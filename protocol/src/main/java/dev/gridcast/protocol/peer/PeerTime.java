package dev.gridcast.protocol.peer;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time by which peers notice that nothing is heard; a test has its own. Thread-safe. */
public interface PeerTime {

  /** How often {@link #beat} runs its step, in nanoseconds: four times a second. */
  long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A point in time, in nanoseconds from an arbitrary one. */
  long nanos();

  /**
   * Runs a step every {@link #BEAT_NANOS} until it is stopped. The step must not block or throw.
   *
   * @return stops it
   */
  Runnable beat(Runnable step);

  /** The time of this machine. */
  static PeerTime system() {
    return SystemTime.INSTANCE;
  }

  /** One thread beats for all peers of this process. */
  final class SystemTime implements PeerTime {

    private static final SystemTime INSTANCE = new SystemTime();

    private final ScheduledExecutorService beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "peer-beat");
              thread.setDaemon(true);
              return thread;
            });

    private SystemTime() {}

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Runnable beat(Runnable step) {
      Future<?> beating =
          beats.scheduleWithFixedDelay(step, BEAT_NANOS, BEAT_NANOS, TimeUnit.NANOSECONDS);
      return () -> beating.cancel(false);
    }
  }
}
