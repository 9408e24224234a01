package dev.gridcast.client.cli;

import dev.gridcast.client.preference.Governor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a governor look at the machine again and again, on a thread of its own. */
final class GovernorClock {

  private static final Logger log = LoggerFactory.getLogger(GovernorClock.class);

  private final ScheduledExecutorService timer;
  private final Future<?> looks;

  private GovernorClock(ScheduledExecutorService timer, Future<?> looks) {
    this.timer = timer;
    this.looks = looks;
  }

  /** Looks once before it returns, so that nothing begins that may not. */
  static GovernorClock start(Governor governor) {
    governor.tick();
    ScheduledExecutorService timer =
        new ScheduledThreadPoolExecutor(
            1,
            action -> {
              Thread thread = new Thread(action, "governor");
              thread.setDaemon(true);
              return thread;
            });
    long millis = Governor.INTERVAL.toMillis();
    return new GovernorClock(
        timer,
        timer.scheduleWithFixedDelay(() -> look(governor), millis, millis, TimeUnit.MILLISECONDS));
  }

  /** One look that fails must not be the last. */
  private static void look(Governor governor) {
    try {
      governor.tick();
    } catch (RuntimeException e) {
      log.error("the machine could not be looked at; what was decided before stays", e);
    }
  }

  void stop() {
    looks.cancel(true);
    timer.shutdownNow();
  }
}
