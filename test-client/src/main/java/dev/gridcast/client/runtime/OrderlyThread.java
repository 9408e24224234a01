package dev.gridcast.client.runtime;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what may block, one thing after the other, so that whoever orders it can go on at once. */
public final class OrderlyThread {

  private static final Logger log = LoggerFactory.getLogger(OrderlyThread.class);
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor;

  /** Makes its thread when there is something to do. */
  public OrderlyThread(String name) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** After {@link #end} this does nothing. */
  public void order(Runnable work) {
    try {
      executor.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException e) {
              log.error("a trainer did not take an order", e);
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("an order after the end: {}", e.toString());
    }
  }

  /** Finishes what was ordered, and takes no more. */
  public void end() {
    executor.shutdown();
  }
}
