package dev.gridcast.client.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one trainer warm per box, so that a case pays for no Java runtime and no natives. A trainer
 * is replaced after a failure, after a stop, and after a number of jobs; the next one is then
 * started before it is needed. Thread-safe.
 */
public final class WarmTrainers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WarmTrainers.class);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

  /**
   * How trainers are kept.
   *
   * @param jobs how many a trainer serves before it is replaced, at least 1
   * @param grace how long it may take to end by itself before it is killed
   * @param nanos a clock that never goes back
   */
  public record Settings(int jobs, Duration grace, LongSupplier nanos) {

    /** 50 jobs, 2 seconds, the machine's clock. */
    public static final Settings DEFAULT =
        new Settings(50, Duration.ofSeconds(2), System::nanoTime);

    public Settings {
      if (jobs < 1) {
        throw new IllegalArgumentException("a trainer must serve one job at least: " + jobs);
      }
    }
  }

  private final TrainerHost host;
  private final Settings settings;
  private final Map<Path, WarmSeat> seats = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Keeps trainers that this host starts. */
  public WarmTrainers(TrainerHost host, Settings settings) {
    this.host = host;
    this.settings = settings;
  }

  /** See {@link TrainerRuntime#prepare}. */
  public void prepare(Path box) {
    if (!closed) {
      seat(box).prepare();
    }
  }

  /** See {@link TrainerRuntime#release}. */
  public void release(Path box) {
    seat(box).release();
  }

  /** See {@link TrainerRuntime#start}. */
  public Training start(TrainingJob job, TrainingListener listener)
      throws RuntimeUnavailableException, IOException {
    if (closed) {
      throw new IOException("no training is started any more: the client ends");
    }
    JobClock clock = new JobClock(settings.nanos());
    host.admit(job);
    return seat(job.box()).start(job, listener, clock);
  }

  /** Ends all of them; nothing of them runs afterwards. */
  @Override
  public void close() {
    closed = true;
    List<WarmSeat> all = List.copyOf(seats.values());
    all.forEach(WarmSeat::shut);
    try {
      for (WarmSeat seat : all) {
        if (!seat.awaitEnd(settings.grace().plus(LAST_PATIENCE))) {
          log.error("a trainer does not end: {}", seat);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WarmSeat seat(Path box) {
    return seats.computeIfAbsent(box, place -> new WarmSeat(place, host, settings));
  }
}
