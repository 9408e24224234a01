package dev.gridcast.server.verify;

import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoredResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the results that wait in the store, oldest first, on a few threads of low priority. The
 * store is its queue: a result that was reported before a crash is judged after it.
 */
public final class Verifier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

  /** How soon a store that failed is tried again. */
  private static final long RETRY_SECONDS = 5;

  private static final long STOP_SECONDS = 10;

  private final JudgingStep step;
  private final List<Thread> threads = new ArrayList<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closed;

  /**
   * A verifier that does nothing until {@link #start}.
   *
   * @param judge decides about one result; what it throws rejects that result
   * @param listener called on a verifier's thread after a judgement is on disk
   * @param threads how many results are judged at a time, at least 1
   */
  public Verifier(
      LeaseDesk desk,
      Function<StoredResult, Judgement> judge,
      Consumer<Judged> listener,
      int threads) {
    this(new JudgingStep(desk, judge, listener), threads);
  }

  /**
   * A verifier that does nothing until {@link #start}.
   *
   * @param step what each thread does again and again
   * @param threads how many results are judged at a time, at least 1
   */
  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the conversations, not a rule of order
  public Verifier(JudgingStep step, int threads) {
    this.step = step;
    for (int i = 1; i <= threads; i++) {
      Thread thread = new Thread(this::work, "verifier-" + i);
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      this.threads.add(thread);
    }
  }

  /** Begins with the results that wait already. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /** Another result may be waiting. Returns at once. */
  public void wake() {
    wakeUps.release(threads.size());
  }

  /** Lets the judgement in hand finish, then stops. Results that wait stay in the store. */
  @Override
  public void close() {
    closed = true;
    wake();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void work() {
    while (!closed) {
      boolean more;
      try {
        more = step.next();
      } catch (StoreException e) {
        LOG.error("the store failed; the result waits", e);
        more = false;
      } catch (RuntimeException e) {
        LOG.error("a judgement could not be passed on", e);
        more = true;
      }
      if (!more) {
        waitForWork();
      }
    }
  }

  private void waitForWork() {
    try {
      // A wake-up too many costs one look into the store; one swallowed would cost the wait.
      boolean woken = wakeUps.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS);
      LOG.trace("woken: {}", woken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
